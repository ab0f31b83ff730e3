"""Word lists, and the common short forms of given names."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of `text`."""
    return frozenset(text.split())


# Each line is one name; a short form may stand on several lines.
_LINES = """
abigail abby gail
abraham abe bram
adelaide addie ada
alan allan allen al
albert al bert bertie
alexander alex alec sandy sasha xander alexandre
alexandra alex sandra sasha alexa
alfred alf alfie fred
alison ali allie
amanda mandy
andrew andy drew andre
angela angie
anna ann anne annie nan
anthony tony antony ant
antonio tonio tony
arnold arnie
arthur art artie
augustus gus august
barbara barb babs barbie
bartholomew bart
benjamin ben benny benji
bernard bernie
beatrice bea trixie
bradley brad
brandon bran
calvin cal
cameron cam
caroline carol carrie carolyn
cassandra cassie sandra
catherine katherine kathryn cathy kathy kate katie kit kitty cate catharine katharine
cecilia cece cissy
charles charlie chuck chas charley
charlotte charlie lottie
christina chris chrissy tina christine
christian chris
christopher chris kit topher
clifford cliff
clinton clint
constance connie
cornelius neil
cynthia cindy
daniel dan danny
david dave davey davy
deborah deb debbie debra
dennis denny
derek derrick rick
dominic dom nick
donald don donny donnie
donovan don
dorothy dot dottie dolly
douglas doug
dudley dud
dwayne duane
edgar ed
edmund ed eddie ned ted
edward ed eddie ned ted teddy edouard
edwin ed eddie
eleanor ellie nell nora
elizabeth beth liz lizzie betty betsy eliza lisa libby elisabeth bess
ellen nell ellie
emil emile
emily em emmy
eric erik rick
emma em
ernest ernie
eugene gene
evelyn evie
ezekiel zeke
florence flo florrie
frances fran frankie fanny
francis frank frankie fran
franklin frank
frederick fred freddie freddy rick frederic
gabriel gabe
gabrielle gabby
gary gaz
geoffrey geoff jeff jeffrey
george georgie georges georg
gerald gerry jerry
gerard gerry
gilbert gil
gregory greg gregg
gwendolyn gwen
harold hal harry
harriet hattie
helen nell nellie
henry harry hank hal henri
herbert herb bert
howard howie
hubert bert hugh
isaac ike zac
isabella bella izzy isabel
jacob jake
jacqueline jackie jacqui
james jim jimmy jamie jem
jane janie jenny
janet jan
jason jay
jean jeanie
jennifer jen jenny jennie
jeremy jerry jem
jerome jerry
jessica jess jessie
joan joanie
joanna jo joanne
john johnny jack jon johnnie
jonathan jon jonny john
joseph joe joey jo
joshua josh
joyce joy
judith judy
julia julie
julian jules
karen kari
kenneth ken kenny
kimberly kim
kirsten kirstie
laura laurie
laurence lawrence larry laurie lars
leonard len lenny leo
leonardo leo
leopold leo
leslie les
lewis lew louis
lillian lil lily
louis lou louie
louise lou
lucas luke
madeleine maddie
magdalena lena magda
malcolm mal
marcus marc mark
margaret maggie meg peggy madge rita marge greta daisy
maria mary ria
marilyn mari
marjorie marge
martha marty
martin marty
mary molly polly mae
matthew matt matty
maurice mo maury
maximilian max
maxwell max
melanie mel
melissa mel missy
melvin mel
mervyn merv
michael mike mick mickey mikey micky michel
michelle shelly
mildred millie
miranda randy mandy
mitchell mitch
mortimer mort
nancy nan
natalie nat
natasha tasha
nathan nate nat
nathaniel nate nat nathan
nicholas nick nicky nicolas nico
nicole nicky nikki
norman norm
oliver ollie
oscar oz
oswald oz ozzie
pamela pam
patricia pat patsy patty tricia trish
patrick pat paddy rick
penelope penny
percival percy
peter pete
philip phil phillip pip philippe
priscilla cilla
rachel rae
ralph rafe
randolph randy randall
raymond ray
rebecca becky becca
regina gina
reginald reg reggie
richard rich rick ricky dick richie ritchie
robert bob bobby rob robbie bert robby
roberta bobbie
roderick rod roddy
rodney rod
roger rodge
roland rollie
ronald ron ronnie ronny
rosemary rose rosie
rudolph rudy rudolf
russell russ
samantha sam
samuel sam sammy
sandra sandy
sarah sally sara
sean shaun shawn
sebastian seb bastian
sidney sid sydney syd
simon si
solomon sol
sophia sophie
stanley stan
stephanie steph
stephen steve steven stevie
stewart stu stuart
susan sue susie suzie suzanne
sylvester sly
sylvia syl
tabitha tabby
tamara tammy
terence terry terrence
teresa terry theresa tess tessa
theodore ted teddy theo
thomas tom tommy tomas
timothy tim timmy
tobias toby
valentina val
valerie val
vanessa nessa
veronica ronnie
victor vic
victoria vicky vicki tori
vincent vince vinnie vinny
virginia ginny ginger
vivian viv
walter walt wally
warren wally
wilfred wilf
wilhelmina mina willa
william will bill billy willy willie liam
winifred winnie
winston winnie
yvonne vonnie
zachary zach zack zac
"""

_groups: dict[str, set[int]] = {}


def same_given_name(one: str, other: str) -> bool:
    """Whether two folded given names are forms of one name: "bob" and "robert", but not "bob" and "bill"."""
    shared = _lines_of(one)
    return bool(shared) and not shared.isdisjoint(_lines_of(other))


def is_given_name(word: str) -> bool:
    """Whether a folded word is a given name with a short form, or such a form."""
    return bool(_lines_of(word))


def _lines_of(name: str) -> set[int]:
    if not _groups:
        for line_number, line in enumerate(_LINES.split("\n")):
            for one in line.split():
                _groups.setdefault(one, set()).add(line_number)
    return _groups.get(name, set())
