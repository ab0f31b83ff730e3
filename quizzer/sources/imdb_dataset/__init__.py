"""Compile IMDb's dataset files into a bank: `importing.import_imdb_dataset`.

IMDb gives these files for personal and non-commercial use (https://developer.imdb.com/non-commercial-datasets/). Never
put a bank made from them into a repository.
"""
