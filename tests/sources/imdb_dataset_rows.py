"""A small data set in the format of IMDb's files, written by hand; its films and people are made up."""

from __future__ import annotations

from pathlib import Path

from benchmarks.imdb_files import COLUMNS

__all__ = ["ROWS", "rows", "write_dataset"]

# A field a word; "_" stands for a space within one, "·" for the character between the parts of a list.
ROWS = {
    "title.basics": r"""
        tt0000101 movie The_Lighthouse_Thief Le_Voleur_de_phare 0 1987 \N 97 Crime,Drama
        tt0000102 movie Winter_Harbour Winter_Harbour 0 1994 \N 110 Drama
        tt0000103 tvMovie Winter_Harbour Winter_Harbour 0 2004 \N \N \N
        tt0000104 short Salt Salt 0 2011 \N 12 Short
        tt0000105 movie Salt Sel 0 2011 \N 88 Drama
        tt0000106 tvSeries Harbour_Watch Harbour_Watch 0 1999 2003 45 Crime
        tt0000107 tvEpisode Pilot Pilot 0 1999 \N \N \N
        tt0000108 movie Forbidden_Harbour Forbidden_Harbour 1 1990 \N 80 Adult
        tt0000109 movie Bread_&amp_Roses Bread_&amp_Roses 0 \N \N \N \N
    """,
    "title.ratings": """
        tt0000101 7.6 120000
        tt0000102 6.9 4100
        tt0000103 5.0 12
        tt0000104 6.1 40
        tt0000105 6.6 900
        tt0000106 8.0 15000
        tt0000107 7.0 300
        tt0000108 3.0 9000
    """,
    "title.akas": r"""
        tt0000101 1 Le_Voleur_de_phare \N \N original \N 1
        tt0000101 2 The_Lighthouse_Thief US \N imdbDisplay \N 0
        tt0000101 3 Der_Leuchtturmdieb DE \N imdbDisplay \N 0
        tt0000101 4 Der_Leuchtturmdieb XWG \N dvd·video \N 0
        tt0000101 5 Złodziej_z_latarni PL pl \N \N 0
        tt0000101 6 Beacon XWW en working \N 0
        tt0000101 7 The_Thief_of_the_Light DE \N \N literal_English_title 0
        tt0000101 8 Toudai_no_dorobou JP \N \N transliterated_title 0
        tt0000101 9 灯台の泥棒 JP ja \N \N 0
        tt0000101 9 灯台の泥棒 JP ja \N \N 0
        tt0000101 10 Fener_Hırsızı TR \N \N informal_title·short_title 0
        tt0000101 11 The_Thief_at_Sea XWW \N \N \N \N
        tt0000102 1 Winter_Harbour US \N \N \N 0
        tt0000102 2 Winter_Harbour DE \N \N \N 0
        tt0000102 3 Winter_Harbour FR \N \N \N 0
        tt0000105 1 Das_Salz DE \N \N \N 0
        tt0000104 1 Das_Salz AT \N \N \N 0
    """,
    "title.principals": r"""
        tt0000101 1 nm0000201 actress \N ["Marthe_Quill"]
        tt0000101 2 nm0000202 actor \N ["Captain_Ames","The_Stranger"]
        tt0000101 3 nm0000203 actor \N ["Edgar_\"Red\"_Voss"]
        tt0000101 4 nm0000204 self \N ["Self"]
        tt0000101 5 nm0000205 director \N \N
        tt0000101 6 nm0000206 writer screenplay \N
        tt0000101 7 nm0000207 composer \N \N
        tt0000102 1 nm0000201 actress \N ["Ingrid"]
        tt0000102 2 nm0000205 director \N \N
        tt0000102 3 nm0000206 writer novel \N
        tt0000103 1 nm0000202 actor \N ["Jonas"]
        tt0000104 1 nm0000203 actor \N ["Woman"]
        tt0000104 2 nm0000208 director \N \N
        tt0000105 1 nm0000201 actress \N ["Lot's_Wife"]
        tt0000105 2 nm0000209 director \N \N
        tt0000107 1 nm0000205 director \N \N
    """,
    "title.crew": r"""
        tt0000101 nm0000205 nm0000206,nm0000206
        tt0000102 nm0000205 nm0000206
        tt0000103 nm0000201,nm0000202,nm0000203,nm0000205 \N
        tt0000104 nm0000208 \N
        tt0000105 nm0000209 nm0000299
        tt0000107 nm0000205 \N
    """,
    "title.episode": """
        tt0000107 tt0000106 1 1
    """,
    "name.basics": r"""
        nm0000201 Odile_Marchetti 1950 \N actress tt0000101
        nm0000202 Per_Sandqvist \N \N actor tt0000101
        nm0000203 Bo_Lindh \N \N actor tt0000101
        nm0000204 Ana_Reyes \N \N \N \N
        nm0000205 Henrik_Vos \N \N director tt0000101
        nm0000206 Clara_Ijsbrand \N \N writer tt0000101
        nm0000207 Tomás_Prado \N \N composer tt0000101
        nm0000208 Una_Keane \N \N director tt0000104
        nm0000209 Jean_Sorel \N \N director tt0000105
    """,
}


def rows(name: str) -> list[str]:
    """The rows of a file, as they stand in it."""
    lines = (line.strip() for line in ROWS[name].splitlines())
    return ["\t".join(line.split(" ")).replace("_", " ").replace("·", "\x02") for line in lines if line]


def write_dataset(folder: Path, *without: str, **more: list[str]) -> Path:
    """Writes the files into a folder, except those `without`; `more` are further rows, by the name of the file with
    "_" for its dot."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, header in COLUMNS.items():
        if name not in without:
            lines = ["\t".join(header.split()), *rows(name), *more.get(name.replace(".", "_"), [])]
            (folder / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    return folder
