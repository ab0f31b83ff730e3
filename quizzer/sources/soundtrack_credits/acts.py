"""Acts that are known by name, where the form of a name does not tell what it is.

"Seals & Crofts" are one act, "Madonna & Eminem" two; "Men at Work" are a band, "Ann Bee at the club" is Ann Bee. Acts
that no list knows are read by their form.
"""

from __future__ import annotations

ACTS = """
10,000 Maniacs | 5,6,7,8's | Crosby, Stills & Nash | Crosby, Stills, Nash & Young | Crosby Stills & Nash
Crosby Stills Nash & Young | Crosby & Nash | Blood, Sweat & Tears | Blood Sweat & Tears | Earth, Wind & Fire
Earth Wind & Fire | Earth, Wind, & Fire | Emerson, Lake & Palmer | Emerson Lake & Palmer
Emerson, Lake & Powell | Peter, Paul & Mary | Peter Paul & Mary | Peter, Bjorn & John | Peter Bjorn & John
Medeski, Martin & Wood | Medeski Martin & Wood | Stock, Aitken & Waterman | Stock Aitken & Waterman
Lambert, Hendricks & Ross | Hamilton, Joe Frank & Reynolds | Dave Dee, Dozy, Beaky, Mick & Tich
Hodges, James & Smith | Beck, Bogert & Appice | The Good, the Bad & the Queen | Tyler, the Creator | Lipps, Inc.
Was (Not Was) | Tony, Toni, Toné | Yeah, Yeah, Yeahs | Wet, Wet, Wet

Amadou & Mariam | Angels & Airwaves | Ashford & Simpson | Belle & Sebastian | Big & Rich | Bob & Earl
Bob & Marcia | Brewer & Shipley | Brooks & Dunn | Captain & Tennille | Chad & Jeremy | Chas & Dave
Chase & Status | Coheed & Cambria | Dan & Shay | Delaney & Bonnie | Delaney & Bonnie & Friends | Dick & Dee Dee
Eric B. & Rakim | Ferrante & Teicher | Flanagan & Allen | Flanders & Swann | Flatt & Scruggs
For King & Country | Foster & Allen | Friend & Lover | Hall & Oates | Iron & Wine | Jan & Dean | Jim & Jesse
K-Ci & JoJo | Kruder & Dorfmeister | Layton & Johnstone | Loggins & Messina | Love & Rockets
Macklemore & Ryan Lewis | Matt & Kim | McFadden & Whitehead | Mel & Kim | Mel & Tim | Mickey & Sylvia
Mumford & Sons | Nina & Frederik | Of Monsters & Men | Ollie & Jerry | Peaches & Herb | Peter & Gordon
Rob Base & DJ E-Z Rock | Robson & Jerome | Sam & Dave | Santo & Johnny | Seals & Crofts | She & Him
Shirley & Company | Shirley & Lee | Simon & Garfunkel | Sly & Robbie | Sonny & Cher
Sonny Terry & Brownie McGhee | Sons & Daughters | Tegan & Sara | Tones & I | Us & Them | Wendy & Lisa
Womack & Womack | Zager & Evans | Ike & Tina Turner | Inez & Charlie Foxx | Angus & Julia Stone
Mac & Katie Kissoon | Dave & Ansel Collins | England Dan & John Ford Coley | Laurel & Hardy | Abbott & Costello
Alison Krauss & Union Station | Neil Young & Crazy Horse | Stevie Ray Vaughan & Double Trouble
Tony Orlando & Dawn | Eric Burdon & War | Lisa Lisa & Cult Jam | Rufus & Chaka Khan | Rodrigo y Gabriela
Pete Rock & CL Smooth | Pete Rock & C.L. Smooth | Kid & Play

Adam & the Ants | Sergio Mendes & Brasil '66 | Sérgio Mendes & Brasil '66
Archie Bell & the Drells | Big Brother & the Holding Company | Bill Haley & His Comets
Bill Haley & the Comets | Bob Marley & the Wailers | Bob Seger & the Silver Bullet Band | Booker T. & the M.G.'s
Booker T. & the MG's | Booker T. & the MGs | Booker T & the MGs | Brian Poole & the Tremeloes
Bruce Hornsby & the Range | Bruce Springsteen & the E Street Band | Buddy Holly & the Crickets
Cliff Richard & the Shadows | Country Joe & the Fish | Danny & the Juniors | Derek & the Dominos
Desmond Dekker & the Aces | Diana Ross & the Supremes | Dion & the Belmonts | DJ Jazzy Jeff & the Fresh Prince
Dr. Hook & the Medicine Show | Echo & the Bunnymen | Edward Sharpe & the Magnetic Zeros
Elvis Costello & the Attractions | Eric Burdon & the Animals | Fitz & the Tantrums | Flash & the Pan
Florence & the Machine | Florence + the Machine | Frankie Lymon & the Teenagers
Frank Zappa & the Mothers of Invention | Frankie Valli & the Four Seasons | Freddie & the Dreamers
Gary Lewis & the Playboys | Gary Puckett & the Union Gap | George Thorogood & the Destroyers
Georgie Fame & the Blue Flames | Gerry & the Pacemakers | Gladys Knight & the Pips
Grandmaster Flash & the Furious Five | Harold Melvin & the Blue Notes | Herb Alpert & the Tijuana Brass
Hootie & the Blowfish | Huey Lewis & the News | Ian Dury & the Blockheads | Iggy & the Stooges
James Brown & the Famous Flames | Jay & the Americans | Joan Jett & the Blackhearts | Joey Dee & the Starliters
Johnny & the Hurricanes | Johnny Kidd & the Pirates | Jonathan Richman & the Modern Lovers
Jr. Walker & the All Stars | Junior Walker & the All Stars | Katrina & the Waves | KC & the Sunshine Band
K.C. & the Sunshine Band | Kenny Rogers & the First Edition | Kid Creole & the Coconuts | Kool & the Gang
Little Anthony & the Imperials | Little Caesar & the Romans | Lloyd Cole & the Commotions
Marina & the Diamonds | Marky Mark & the Funky Bunch | Martha & the Muffins | Martha & the Vandellas
Martha Reeves & the Vandellas | Maurice Williams & the Zodiacs | Me First & the Gimme Gimmes
Mike & the Mechanics | Mike + the Mechanics | Mitch Ryder & the Detroit Wheels | Morris Day & the Time
Nick Cave & the Bad Seeds | Noah & the Whale | Paul Revere & the Raiders | Prince & the Revolution
Prince & the New Power Generation | Puff Daddy & the Family | Question Mark & the Mysterians
? & the Mysterians | Reparata & the Delrons | Rosie & the Originals | Ruby & the Romantics
Sam the Sham & the Pharaohs | Shep & the Limelites | Siouxsie & the Banshees | Sly & the Family Stone
Smokey Robinson & the Miracles | Southside Johnny & the Asbury Jukes | The Mamas & the Papas
The Naked & Famous | Tom Petty & the Heartbreakers | Tommy James & the Shondells | Toots & the Maytals
Wayne Fontana & the Mindbenders | Ziggy Marley & the Melody Makers | The Captain & Tennille
Josie & the Pussycats | Nico & the Velvet Underground | Gene Vincent & His Blue Caps | Spanky & Our Gang
Louis Jordan & His Tympany Five | Louis Armstrong & His Hot Five | Captain Beefheart & His Magic Band
Guy Lombardo & His Royal Canadians | Jackie Brenston & His Delta Cats | John Fred & His Playboy Band

A Day to Remember | Academy of St. Martin in the Fields | Academy of St Martin in the Fields
After the Fire | Alice in Chains | Asleep at the Wheel | At the Drive-In
Bring Me the Horizon | Bullet for My Valentine | Death Cab for Cutie | Death in Vegas | Everything but the Girl
Frankie Goes to Hollywood | Girl in Red | Girls in Hawaii | Kids in Glass Houses | Men at Work
Men Without Hats | Panic! at the Disco | Panic at the Disco | Poets of the Fall | Rage Against the Machine
Ready for the World | Sick of It All | Sleeping with Sirens | Stars on 45 | The Kids from Fame
The Kids from 'Fame' | Tears for Fears | People in Planes | Walk off the Earth | Love and Money
...And You Will Know Us by the Trail of Dead | And You Will Know Us by the Trail of Dead | fun.
Man with a Mission
"""
"""Parted by bars or line ends. "&" stands for "and" too, and a "The" before the name may be missing."""

MONONYMS = frozenset(
    "aaliyah abba adele aerosmith akon alizée ashanti avicii babyface beck beyoncé beyonce bilal björk bjork "
    "blondie blur bono bonobo brandy chic ciara coldplay common coolio d'angelo deadmau5 dido diddy diplo "
    "donovan drake duffy dmx eazy-e eminem enya eve fabolous feist fergie fugees future ginuwine gorillaz "
    "grimes halsey incubus jamiroquai jay-z jewel journey juanes juvenile kansas kesha ke$ha khalid kelis korn "
    "lizzo logic lorde lulu ludacris macklemore madonna maluma melanie m.i.a. m.i.a miguel mika miri moby "
    "monica muse mya mystikal n.e.r.d nas ne-yo nelly nena nico nirvana oasis offset omarion outkast paramore "
    "pharrell phantogram pink p!nk pitbull pixies portishead prince quavo queen radiohead rakim redman reo "
    "rihanna robyn royksopp röyksopp rush sade santana santigold seal selena shaggy shakira shinedown sia "
    "silverchair skrillex slash slayer slipknot sublime sza t-pain tavares tiësto tlc toto tricky twista tyga "
    "u2 underworld usher vangelis wale weezer wings wyclef yello zedd timbaland sting morrissey".split()
)
"""Artists of one word who are joined with others for a song: "Rihanna & Drake" are two."""

STANDALONE = """
jordanaires | ink spots | mills brothers | modernaires | pied pipers | mellomen | roots | temptations | supremes
mel-tones | meltones | four tops | wrecking crew | king's men | beatles | rolling stones | who | band
beach boys | chieftains | dubliners | pogues | blackbyrds | lettermen | merry macs | starlighters
four freshmen | bar-kays | bee gees | weeknd | game | notorious b.i.g. | rhythmaires | sportsmen | guardsmen
revelers | mariners | skylarks | foo fighters | chordettes | wiere brothers | muppets | edge | black eyed peas
cure | neptunes | black keys | chainsmokers | lumineers | polyphonic spree | sylvers | kinks | monkees | byrds
"""
"""Groups that stand behind "the" and are acts of their own: "Bing Crosby and The Modernaires" are two."""
