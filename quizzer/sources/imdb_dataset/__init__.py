"""IMDb's dataset files, compiled into a bank: `importing.import_imdb_dataset`.

They are IMDb's, for personal and non-commercial use (https://developer.imdb.com/non-commercial-datasets/): no bank made
of them belongs into a repository.
"""
