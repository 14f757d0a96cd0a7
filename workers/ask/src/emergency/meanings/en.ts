import type { Meanings } from "./meaning";

/** What cries for help are made of, in English. Rules put them together; no sentence stands here. */
export const meanings: Meanings = {
  // Bodies, what hurts them, and whom to call for it.
  person:
    "i|me|my|he|him|his|she|her|we|us|our|they|them|someone|somebody|man|men|woman|women|child|kid|kids|baby|son|daughter|wife|husband|friend|boy|girl|guy|mum|mom|dad|father|mother|tourists?|passengers?|grandpa|grandma|colleague|lady|sister|brother|boyfriend|girlfriend|peoples?|persons?|hubby|auntie?|uncle|parents?|cousin",
  kin: "child|children|kids?|baby|son|daughter|boy|girl|wife|husband|mother|father|mum|mom|dad|friend|sister|brother|grandmother|grandfather|niece|nephew|year old|little one|boyfriend|girlfriend|elderly|old (man|woman|lady)|teen*|twins?|pensioner|gran|nan|toddlers?|infant|aunt(ie)?|uncle|cousin|parents?|hubby|spouse|fiancee?|daddy|mommy|mummy|nana|granny|grand ?(dad|pa|ma|son|child|children|daughter|parents)|bf|gf|buddy|mate|partner|in law|step ?(son|daughter|mother|father)|sons|daughters|friends|brothers|sisters|classmate|yr old|years old",
  animal:
    "snakes?|cobra|viper|dogs?|monkeys?|scorpions?|spiders?|centipedes?|bees?|wasps?|hornets?|jelly ?fish|sharks?|sting ?rays?|urchins?|stone ?fish|bats?|cats?|rats?|insects?|bull|buffalo|cow|pig|horse",
  bite: "bit|bitten|bites?|biting|stung|stings?|stinging|attack*|scratched|mauled|stepped on|wrapped|gored|charged|trampled|trod( on)?|stood on|trodden|got (him|her|me|us)|swarm*|all over (him|her|me)",
  venomous: "snake|cobra|viper|scorpion|stone ?fish|sting ?ray|centipede|black widow",
  suffering:
    "numb|swell*|swollen|pain|painful|scream*|faint*|dizzy|vomit*|throwing up|breath*|purple|shock|paraly*|can ?t feel|burning|welts?|crying|agony|convuls*|collaps*|wrapped|hundreds|terrible",
  limb: "arms?|legs?|hands?|foot|feet|fingers?|toes?|thumb|head|neck|back|bones?|knees?|ankle|wrist|hip|skull|thigh|shoulder|throat|face|stomach|artery|scalp",
  maimed:
    "broken|broke|fractur*|cut off|severed|crushed|sliced|slashed|dislocat*|snapped|mangled|gash*|stuck out|sticking out|smashed|cracked|impaled|chopped|cuts?(?= (his|her|my|their|deep))|hurt badly|got caught|paraly[sz]ed|(nail|hook|rod|stick|metal|spike) (\\S+ )?(through|in)|torn|ripped open|bang(ed|ing|s)|hit|knock*|breaks?|crush|snap|cut (his|her|my)|stuck in",
  chest: "chest|heart|left arm|jaw",
  pressed:
    "pain*|hurts?|tight*|clutch*|grabbing|holding|press*|squeez*|sweat*|stopped|attack|crush*|heavy|burning|aches?|palpitat*|stop|ach(es|ing)|hurting|numb",
  face: "face|mouth|smile|one side|half (of )?(his|her|my|the) (face|body)|left side|right side|arm|speech|eyelid|words|talk*|hand|left (leg|hand)|right (leg|hand)|eye",
  drooping:
    "droop*|drop(ped|ping)|crooked|sagging|numb|weak|limp|twisted|paraly*|slurr*|lopsided|falling on|hang(s|ing)?|make* (no|any) sense|gibberish|jumbled|garbled|(can ?t|cannot|couldn ?t|won ?t|unable to|not) (lift|raise|hold|grip|close)|keeps? dropping|doesn ?t work|stopped working|useless|drop|no move|not move|fall(s|ing)? (down|to)|funny|strange|weird|slips?",
  cannot:
    "not|can ?t|cannot|couldn ?t|won ?t|isn ?t|doesn ?t|stopped|no|unable|without|hasn ?t|didn ?t|never|lost|barely|struggling to|don ?t|stop|stops|nobody",
  vital:
    "breath*|wak(e|ing)|woken|respond*|responsive|moving|pulse|speak|talk|feel (my|his|her) (legs?|arms?|face|body|feet)|swallow|heart ?beat|get up|react*|conscious*|answer* (me|us|when|at|anymore)|mov(e|es|ed)|open (his|her) eyes|stir*|budg*|twitch*|wakes?|speaking|alive|walk",
  blue: "blue|purple|grey|gray",
  lips: "lips?|face|turn(s|ed|ing)|going|gone|fingertips",
  toxic:
    "pills?|tablets?|bleach|chemicals?|pesticide|poison|acid|methanol|(bad|fake|homemade|strange) (alcohol|vodka|liquor|booze)|detergent|batter(y|ies)|mushrooms?|puffer ?fish|petrol|gasoline|cleaner|medication|medicine|drugs|antifreeze|paracetamol|laundry|soap|dish ?wash*|softener|pods?|disinfect*|shampoo|coins?|magnets?|sleeping|thinner|kerosene|insecticide|drain",
  ingest:
    "drank|drunk|drink(s|ing)?|swallow*|ate|eaten|took (too many|a lot|all|\\d+|the whole|loads|lots|an? \\S+ of)|taken (too many|all|\\S+ of)|inhal*|splashed|ingest*|too many|wine|vodka|eating|prawns?|shrimps?|peanuts?|seafood|took (\\S+ )?(pills|tablets|medicine)|eats?|take (too many|many|all)|sip*|put (\\S+ ){0,3}mouth",
  collapsed:
    "collaps*|passed out|faint*|keeled over|foaming|convuls*|unconscious|seizure|motionless|lifeless|out cold|unresponsive|blacked out|blue in the face|slump*|drool*|eyes (\\S+ )?roll*|legs (don ?t|won ?t|stopped|not) (work*|mov*)|lying (still|there)|stiff as|twitching|(shake|shaking|shook|slap*) (him|her|them|me)|floppy|limp|(shaking|trembling) (and|all|badly|uncontroll*)|talking nonsense|delirious|woozy|stagger*|(lying|laying) (there|on|in)|pass out|fall (down|over) (and|not|no)|no (conscious|response|react*|answer)|not (wake|conscious)",
  burnt:
    "burn(ed|t|s)|scald(ed|s)?|third degree|(boiling|scalding|burning|hot) (oil|soup|fat|coffee)|boiling water|burn",
  severe:
    "bad(ly)?|severe(ly)?|boiling|oil|all over|face|chemicals?|acid|electric|hot water|kettle|steam|serious(ly)?|skin",
  agony:
    "(severe|terrible|unbearable|excruciating|extreme|horrible|awful|agonizing|intense|worst|violent) (\\S+ ){0,2}(pain|headache|cramps|ache)|(screaming|crying|rolling|doubled over|writhing) (in|with) (pain|agony)|writhing|in agony|can ?t (bear|stand) the pain|pain is (unbearable|killing|so bad)",
  labour: "waters? (\\S+ ){0,2}(broke|broken|breaking)|crowning|having the baby",
  swollen: "swell*|swollen|hives|wheez*|rash",
  widely: "all over|throat|tongue|face|lips|wheez*|breath*|whole body|after (eating|lunch|dinner)",
  eyes: "eyes?|eyelids?|eyeball",
  struck: "glass|acid|chemicals?|stabbed|poked|splashed|pierced|metal|bleach|hook|through|thorn|splinter|nail",
  fever: "fever|temperature|burning up|boiling hot|scorching",
  grave: "stiff neck|convuls*|confus*|delirious|4[012]|unconscious|limp|purple spots",
  blind: "blind|can ?t see|vision",
  condition:
    "decompression|anaphyla*|strokes|i ?m dying|gagging|(see|seeing) (the|his|her|my|its) bones?|(the|his|her|my|a) bones? (\\S+ ){0,3}(sticking|visible|showing|poking|exposed|out|coming|through)|(no|lost|out of|empty|without) (\\S+ )?inhaler|wheez* (badly|hard|bad)|(live|electric*|power) (wire|line|cable)s? (\\S+ )?(fell|down|fallen|in)|(second|another|third|more) (seizure|fit)|(hands?|arms?|foot|feet|legs?|fingers?|ankle) (\\S+ ){0,2}(stuck|trapped|caught|wedged|jammed)",
  medic: "doctors?|nurse|medics?|paramedics?|ambulans|ambulence|first aid|medical",
  blood: "blood|bleed*|bled|blooding",
  pouring:
    "everywhere|lot|lots|badly|won ?t stop|not stop*|can ?t stop|doesn ?t stop|vomit*|cough*|pouring|heavily|covered|puddle|gushing|from|spitting|throwing up|losing|keeps|pool|much|many|not? stop|don ?t stop|all over",
  despair:
    "end (it all|my life|his life|her life)|(going|threatening|trying|wants|about|will|says he will|says she will) (to )?jump|jump off|no reason to live|better off dead|harm(ing)? (myself|himself|herself)|cut(s|ting)? (herself|himself|myself)|slit|end myself|end(ing)? it( all| tonight| now)|can ?t go on|(texted|wrote|messaged|sent|posted) (\\S+ ){0,2}(goodbye|farewell)|goodbye (message|text|note|letter)|(says?|said|ll|will|wants? to|going to|gonna|about to) (\\S+ )?jump|(climb*|over|went|got|stepp*|outside|cross*) (over |across )?the (\\S+ )?(railing|rail|parapet|guard ?rail)|(stand|sit|stood|sat)\\S* (\\S+ ){0,2}(on|at|over) the (edge|ledge)|wrong side of the|(wants?|will) jump",
  heater: "(water |gas )?heater|boiler|generator|charcoal|geyser|stove",
  sick: "headaches?|dizz*|nause*|sick|vomit*|sleepy|no (sound|answer|reply)|(won ?t|can ?t|not|doesn ?t) (\\S+ )?(get up|answer*|wak*)",
  numb: "numb*|tingl*|pins and needles|(can ?t|cannot|couldn ?t|no longer|doesn ?t|not) feel (my|his|her|the|their|any)|no feeling|lost (all )?(feeling|sensation)|paraly*",
  tingle: "tingl*|hoarse|numb*|itch*|tight*|swell*|swoll*|clos(ing|ed)|raspy|puffy|scratchy|voice|lump",
  pregnant: "pregnan*|months along|weeks along|trimester",
  // Water, fire, height, weather, and being stuck in them.
  vehicle:
    "car|motor ?bikes?|motorcycle|scooter|bike|bicycle|bus|coach|minibus|truck|lorry|taxi|van|vehicle|train|tuk tuk|cyclo|jet ?ski|speed ?boat|propeller|driver|cab|grab",
  crash:
    "crash*|hit|overturn*|flipped|rolled|accident|collision|collided|knocked|ran over|run over|rammed|plunged|skidded|smashed into|fell off|wreck*|thrown off|(went|go|gone|rolled|drove|slid|fell|fallen|off|tipped|tumbled) (off|into|over|down) (a|the) (ravine|ditch|gorge|cliff|valley|river|canal|hill|edge|road|bridge|side)|turn(s|ed|ing)? over|flips?|rolls?",
  height:
    "cliff|balcony|stairs|steps|roof|ladder|window|floor|building|rocks?|cave|waterfall|height|bridge|wall|tree|bunk|escalator|cable car|hole|well|deck|trail|ravine|ditch|gorge",
  fall: "fell|fallen|falls|slipped|tumbled|dropped|rolled down|thrown|went over|falling|pushed|(?<!(in|this|next|the|during|of|early|late) )(fall|drop|slip|tumble)s?(?= (in|into|down|from|inside|over|out|to|on|off|water|sea|river|stairs|cliff) )|jump(s|ed) (in|into|off|from)",
  water:
    "water|sea|river|pool|lake|ocean|bay|pond|canal|waves?|overboard|harbou?r|surf|waterfall|off (\\S+ ){0,4}(boat|ship|ferry)",
  boat: "boats?|ships?|kayaks?|ferry|cruise|vessel|canoe|raft|junk|speed ?boat|yacht|sampan|dinghy|paddle ?board|cabin|hull|engine room",
  wreck:
    "sink*|sank|sunk|capsiz*|flipped|leak*|taking (on|in) water|hit (a|the|some) (rock*|reef|ship|boat)|drift*|adrift|lost anchor|engine (dead|failed|died|broke*|stopped)|aground|tilting|listing|broke (down|apart|in)|turned over|overturn*|out of (fuel|control)|filling|upside down|tipp(ed|ing)|collid*|panick*|(no|lost) (engine|power)|crash*|water (is |s )?(now |already )?(coming|pouring|rushing|entering|getting|seeping|everywhere|all)( in(to)?)?|leaning|(lost|dropped|broke|lose|snapped) (\\S+ )?(paddles?|oars?)|(paddles?|oars?) (\\S+ )?(gone|floated|broke|fell|lost)|(falling|coming) apart|floor (is )?(all )?wet|flood*|turn(s|ing)? (over|up ?side)|flip|flips|flipping|tip(s)? over|roll(s|ed|ing)? over|(going|goes|go) (under|down)|drown*|water (\\S+ )?(come|enter|inside|get) (in|inside|boat)?|break",
  swimmer:
    "swim*|swam|div(er|ers|ing)|dive|snorkel*|surf*|paddl*|went into the (sea|water)|windsurf*|kitesurf*|dived|dives|dove",
  missing:
    "(hasn ?t|haven ?t|not|never|didn ?t) (come|came|return*|resurface*|surface*|back)( back| up)?|missing|disappeared|(can ?t|cannot) (get|swim|make it|come) (back|to shore|ashore|in)|exhausted|cramps?|too far out|vanished|out too far|pulled out|struggling|hit (a )?(swimmer|by)|(one|two|a) (\\S+ )?(is |s )?(short|unaccounted|fewer)|(can ?t|cannot|don ?t|no longer) (see|find|spot) (his|her|him|them|their|my)|no sign of|lost sight|(went|gone|goes|go) under|(except|but) (one|two|for|my|him|her)|disappear|vanish|not? (come|came|return) (back|up|out)?|don ?t (come|came|return|see) (back|up|him|her)|(no|not) (see|find) (him|her|them|my)|cannot swim|not? swim",
  disaster:
    "flood*|mudslide|typhoon|storm|tsunami|earthquake|water (is )?(rising|entering|coming in)|tornado|collapse*|rock ?fall|avalanche|tide (is )?(rising|coming)|mud slid*|river (is )?(rising|rose)|rising water|(stream|creek|river|tide|level) (is |s )?(rising|coming up|rose|swelling)|(tide|sea|water|waves?|river) (\\S+ ){0,2}(came|come|comes|coming|went|goes|gone|keeps?|has|rises?|rose|rising|risen|getting) ?(up|in|higher|ris*|closer)?|higher and higher|waves? (\\S+ )?(over|cover*|wash*|break*) (\\S+ )?(the|our|us|my|this|rocks?)|(water|sea|river) (fast )?(rise|up)|land ?slide",
  caught:
    "trapped|stuck|swept|buried|stranded|on (the|our|a) roof|roof ?top|can ?t (get|come|go|climb) (out|down|up|back)|cannot (get|come|go) (out|down|up|back)|isolated|cut off|surrounded|no way (out|down)|entering our|in our (house|homestay|room)|washed away|carried away|caught in|washed off|took our|still (\\S+ )?(in|inside|on|under)( (the|there|it|a))?|wedged|jammed|pinned|people inside|no one (is )?coming|can ?t (go|get|walk|move) (back|out|anywhere)|trap|can not (get|come|go) (out|down|up|back)|(hang|held|hold)\\S* (here|there)|not? (can|possible) (get|go|come) (out|down|back)|(still|locked|are|is) inside|all a?round (us|me)|(both|all|every) sides?",
  wild: "forest|jungle|mountains?|cave|island|cliff|trail|woods|valley|rocks?|hills?|gorge|wilderness|cable car|sandbank|at sea|peak|summit|bay|lake|tunnel|grotto|canyon|reef|tree|sea stack|cove|beach|underground|in here",
  astray: "lost|can ?t find (the |our |my )?(way|path|trail|exit)|no (signal|way)|disoriented|wandered off|missing",
  dusk: "dark|night|no (water|food|signal|phone|battery)|freezing|cold|exhausted|injured|hurt|can ?t (get|come|go|find)|scared|hours|alone|battery|still|help|raining|percent|flashlight|torch|thirsty|sunset|sun (is |has )?(gone|set|down|going)|fog|dying",
  pathless:
    "can ?t find (the |our |my )?(way|path|trail|exit)|lost (our|my) way|got lost|(we|i) (are|am|re|m) lost|no trail|(can ?t|cannot|couldn ?t|don ?t|not|no) (\\S+ )?(find|know|see|remember|sure) (\\S+ )?(way|path|trail|track|exit|route)( (out|down|back|up|home))?|no (way|path|trail) (out|down|back)|(path|trail|track|road|way)( (back|down|out))? (\\S+ ){0,2}(gone|disappear*|vanish*|collapsed|washed|blocked|ended|destroyed)|(beach|path|sand|way|road|entrance|exit|mouth|shore|causeway|steps|rocks?|opening|hole) (\\S+ ){0,3}(gone|disappear*|vanish*|under ?water|cover*|flood*|no more|swallowed|submerged|closed|cut)|(can ?t|cannot|not|don ?t|no way|impossible) (to )?(go|get|walk|turn|cross|come|return) back|cliff behind|no way (back|off|out)|not? find (\\S+ )?(way|path|road|exit)|lost the (group|path|trail|way)|cut (us|me|them) off",
  flame: "burning|flames?|blaze|burned down|ablaze|fire|burn(s|ed)?(?! (calories|fat|off|incense|out))|catch(es)? fire",
  place:
    "hotel|room|kitchen|boat|ship|forest|building|car|bike|scooter|restaurant|market|house|cabin|corridor|hallway|bungalow|homestay|socket|battery|deck|engine|tent|bus|van|apartment|lobby|stairwell|curtains?|charger|karaoke|bar|stairs|outlet|school|shop|door|window|bathroom|hall",
  smoke: "smoke|smoky|fumes|smell of burning|burning smell",
  everywhere:
    "everywhere|thick|can ?t (get out|see|breathe)|filling|coming|full of|black|lots of|pouring|from|so much|trapped",
  blast: "explo(ded|sion|des|ding)|blew up|blown up|blast|blowing up|explode|blow up",
  adrift:
    "drift*|adrift|floating (out|away)|(pull|push|blow|drag|carr|suck|float|drift|mov)\\S{0,3} (\\S+ ){0,2}(further|farther|out|away)|blown (\\S+ )?(out|off|away)|(keeps?|getting|gets) (\\S+ )?(further|farther|smaller)|(further|farther) and (further|farther)|(can ?t|cannot|unable to|not able to|couldn ?t) (paddle|row|steer)",
  under:
    "under (the )?water|going under|went under|gone under|face ?down|below the surface|(is|are|s|trapped|stuck) (still )?(under|underneath|beneath) (it|the (tree|tent|roof|wall|boat|car))",
  swept:
    "pulled (out|under|away)|dragged (out|away|under|him|her)|swept|washed (away|out|off)|carried (away|out)|(?<= (waves?|current|water|river|sea) (\\S+ )?)(take|took|taking|carry|pull|bring|drag|sweep)s?|pull(s|ing)? (him|her|me|us|them)",
  left: "left (us|me|him|her)|abandoned|forgot us|stranded|(everyone|they|boats?) (\\S+ )?(left|gone)|alone on|(guide|group|tour|bus|boat|driver|captain|they|everybody|everyone) (\\S+ ){0,2}(left|leave|went|gone|go) (\\S+ )?(without (us|me|him|her)|us|me|away|already)|guide (\\S+ )?(left|leave|gone)|left behind|leave (us|me) (here|alone)",
  clinging:
    "hanging (off|from|on)|clinging|holding on( to|to)?|(hanging|stuck|dangling|suspended) (\\S+ ){0,3}(rope|harness|halfway|mid ?way|cliff)|dangling|hanging (by|in|here|halfway)|hang(s|ing)? (on|in|from|off|by|above|over|here|there)?|holding|stuck (in the )?(middle|halfway|half|up|above)",
  lift: "cable ?car|gondola|elevator|lift|ferris wheel|zip ?lines?|rope ?way|paraglid*|parasail*|chair ?lift|roller ?coaster|bungee",
  halted:
    "mid ?air|panick*|strong wind|halfway|people inside|swinging|pregnant|middle|hang*|stuck|no move|not? moving|in the air|over the (sea|water|valley)",
  catastrophe: "tsunami|landslide|mudslide|flash flood|avalanche",
  gas: "gas|propane|cylinder|power ?bank|battery|boiler|tank",
  smell: "smell*|leak*|hiss*",
  spark: "sparks?|sparking|short circuit",
  rescuer: "coast ?guard|life ?guard|rescue( team| boat)?",
  urgent: "urgent*|now|quick*|asap|immediately|hurry|fast|emergency|please|pls|plz|send",
  depth: "water (\\S+ ){0,5}(ankles?|shins?|knees?|thighs?|waists?|hips?|chests?|necks?|chins?)( deep| high)?",
  shore: "shore*|beach|coast*|land",
  relic:
    "flippers?|fins|snorkel|(swim(ming)?|rubber|pool) ring|floats?|floatie|life ?(jacket|vest)|(paddle|surf|body) ?board|goggles|kayak|mask|inflatable|(his|her|their|s) (shoes|towel|clothes|sandals|slippers|glasses|things|bike|bag|hat)|canoe",
  remains:
    "only(?= (\\S+ ){0,6}(left|remain*|here|there|float*|drift*|come|came|see|find|found) )|(come|came|float*|drift*|found|washed) (\\S+ ){0,2}(empty|alone|by itself|ashore|without)|(is|are|s) (all (that )?|still )(left|remain*|there|here|on the)|(nobody|no one|no people) (\\S+ )?(in|on) (it|the)|nothing but|remain*|empty|without (him|her|them)",
  cradle: "stroller|pram|buggy|pushchair|cot|crib|cradle|car seat|(his|her|baby|child) (s )?(bed|seat)",
  emptied: "empty|emptied|nobody in|no one in|finished|(not|isn ?t|no longer) in it",
  lightless:
    "(torch|torches|flash ?lights?|headlamps?|lights?|lamps?|lanterns?|candles?) (\\S+ ){0,3}(dead|died|out|gone|off|finish*|empty|fail*|broke*|lost|dying|stop*|die|no work)|pitch (black|dark)|(no|lost|lose|without) (\\S+ )?(lights?|torch|flash ?lights?|lamp)|(can ?t|cannot|not|don ?t) see (\\S+ )?(anything|nothing|hands?|light*)|(all|total*|complet*) (black|dark)",
  farewell: "good ?bye|farewell|bye|last words|sorry for everything|take care of (my|the|our)|forgive me",
  ledge: "railings?|edge|ledge|roof( ?top)?|bridge|balcony|parapet|cliff",
  ashen: "pale|sweat*|clammy|gr[ae]y|ashen|white as",
  afar: "(insurance|policy).. (cover*|claim*|pays?|report|papers?)|(report*|papers?|paperwork|claim*|cover*|document|certificate|form)( \\S+){0,9} insurance|for (the |my |our )?insurance|how (common|likely|frequent|dangerous|safe|risky)|(?<!since )last (week|month|year|summer)|(see|watch*|tickets?|love*)( \\S+){0,6} (show|movie|film|performance|parade|play)|(save|store|keep|note) (\\S+ ){0,3}(number|it)|just in case|beforehand|in advance|to (rent|hire|buy)",
  // What people do to others.
  weapon:
    "knife|knives|guns?|machete|weapon|sword|hammer|acid|axe|razor|bat|bottle|gunmen|gunman|armed|shots?|gunfire|rifle|blade|pistol",
  menace:
    "threaten*|pointing|with|holding|waving|chas*|pulled|fired|shooting|shot at|attack*|demand*|coming at|running at|at my|against my|outside|have|has|took out|knife out|swinging|lunging|going at|went at",
  violence:
    "beat|beats|beating|beaten|punch*|kicks?|kicked|kicking|hit|hits|hitting|slap*|strangl*|chok(ed|ing)|stab*|attack*|assault*|fighting|brawl|shov*|push(ed|ing)|spat|jumped|dragg*|hurt(s|ing)?|violent|abus(ed|ing|es)|threaten*|knif*|hurt (me|us|him|her)|fights?|choke|try (to )?kill",
  thief: "thief|thieves|burglars?|intruders?|robbers?|stranger|pickpockets?|prowler|someone|somebody|men|drunk|man",
  intrude:
    "(in|inside|into|entered|entering|outside|at) (my|our|the|her) (room|house|door|cabin|home|window|tent|bungalow|bathroom|closet)|break* (in|into|down|my|our|the)|broke (in|into)|forc* (my|our|the|open)|banging on|climb* (in|through)|going through (my|our)|break ?in|trying to open|(try*|turn*|rattl*|jiggl*|shak*|kick*) (\\S+ )?(my|our|the) (door|handle|knob|lock)|under my bed",
  take: "snatch*|stole|stolen|steal*|grab*|robbed|ripped off|took|taken|pickpocketed|nicked|pinched|swiped|slashed|ran off with|made off with|cleaned out|mugged|rob|robs|(someone|somebody|man|men|guys?|boys?|he|they|people|thief|motorbike|girl|driver) (\\S+ ){0,2}(takes?|grab|run away with|run with|cut)",
  thing:
    "bag|purse|wallet|phone|money|passport|backpack|handbag|camera|laptop|jewell?ery|necklace|watch|luggage|suitcase|cash|cards?|motorbike|scooter|everything|belongings|iphone|stuff|rucksack|ring|chain|pack",
  captive:
    "lock(ed|ing|s)?|(won ?t|refus* to) (let|stop|listen|pull over|turn (back|around)|give (us |me )?(back )?(our|my))|not let*|(doesn ?t|didn ?t|isn ?t|not|never) stop* (when|even)|held|holding|tied|trapped (me|us|her)|against (my|our|her) will|captive|hostage|forc(ed|es|ing)|extort*|blackmail*|detain*|keeping (my|our|me|us)|(keep|kept|took) (my|our) (passports?|phones?|keys|bags?)|confiscated|ransom|somewhere else|into (a|the|his|their) (car|van)|block(ing|s|ed) (the|my|our|me|us)|stand* in (my|our) (door*|way)|ignor* (me|us)|(wrong|another|unknown|strange|opposite) (way|direction|road|route)|don ?t know (this|that|the) (road|way|place)|(can ?t|cannot|not|don ?t) (\\S+ )?(leave|get out|go) (until|unless|without)|surround*|corner(ed|ing)|you don ?t leave",
  touch:
    "touch*|grop*|molest*|fondl*|kiss(ed|ing)|raped?|undress*|naked|exposed himself|filming (me|her|us)|forced himself|indecent*|sexually|pervert|grabbed my (breast|butt|ass|bum)|flash(ed|ing) (me|us|her|girls)|(put|puts|putting|has|had|got|keeps putting) (his|her|their) hands? (on|up|under|between|down)",
  drugged: "spiked|drugged|roofied|something in (my|her|his|our) (drink|food)|put something in|laced|sprayed",
  follow:
    "follow(ing|ed|s)?|stalk*|chas*|harass*|creep*|won ?t leave (me|us|her) alone|waiting for me|watching (me|my|us|our)|lurking|comes? after (me|us)|behind (me|us)|tail(ing|s) (me|us)",
  gone: "lost(?! (my|his|her|their|our|your|the|a|an|some) )|missing|disappeared|vanished|can ?t find|cannot find|couldn ?t find|wandered|separated|taken|nowhere|gone|hasn ?t (come|returned)|lost sight|unreachable|where is|where are|(took|taken|grabbed) (a|my|the|our)|(didn ?t|did not|hasn ?t) (come|return|get)|wanders?|(isn ?t|not|never) (\\S+ )?(back|returned|come back|here anymore)|(dragg*|pulling|leading|carrying|forcing|walk* off with|taking) (a|the|my|our|away|off)( \\S+)?|walked (off|out|away)|slipped away|ran off|left the (hotel|room|house|boat|tent)|loses?|disappear|vanish|not? find|don ?t find|no see|not? see (him|her|them)|not? (come|came) back|don ?t come|run away|get lost|got lost|split up",
  brawl:
    "(people|men|guys|they|tourists|locals|drunks?) (are |is |were )?fighting|(big|knife|street|bar|violent|huge) fight|brawl|riot",
  burglary:
    "break ?ins?|broken into|masked (men|man|people|guys|robbers?)|gangsters?|loan sharks?|burn (the|my|our|his|her) (house|room|place|hotel|car)|arson*",
  officer: "police|cops|policeman",
  topay: "pay|paid|paying|money|cash|dollars?|ransom",
  // How somebody begins who only wants to know.
  calm: "how (many|much|long|far|often|old|likely)|which|when (did|does|do|is|are|was|were|can|to|should|will)|what (is|are|was|were|type|types|kind|time|year|did|does|device|name|happens|happened to|caused?|could|can|else|sort|language|role|percent*)|who (was|were|is|did|led|said|wrote)|whose|why|is there|are there|can i|can we|may i|may we|do i need|do we need|do i have to|is it|where (can|may|are|do|did|was|were|should i (buy|eat|stay|park))|price|cost|tickets?|opening|allowed|how (do|can) (i|we|you) (get|go|book|buy|reach)|how to|recommend*|insurance|rules?|forbidden|(?<=^ )(is (the|it|this|that)|are (the|there|these)|do (the|you|i|we|they)|does)|how (deep|high|tall|big|safe|cold|scary)|any (\\S+ ){0,2}(nearby|around|left|near)|worth|ok (for|to)|safe to",
  // Who says this is not calm, whatever else is asked.
  pressing:
    "help|urgent*|emergency|quick*|hurry|asap|what (do|should|can|must|shall) (i|we) do|what to do|who (do|should|can) (i|we) (call|tell|phone|contact)|right now|immediately|sos|dying",
  // Who is in it: a long calm question with nobody in it is about history or the news.
  personal: "i|me|my|mine|we|us|our|someone|somebody|anybody|anyone|there is|there s|here|he|she|now",
  trade:
    "buy|charge|charging|plug|rent|exchange|book(ed|ing)?|massage|refund*|insurance|prices?|fares?|tickets?|seats?|souvenirs?|menu|rooms? left|(can|could|may) (i|we|kids|you|they) (still )?(dive|snorkel|ride|eat|fly|kayak|swim|drink)|festival|spots?|cafe|sunrise|sunset|view",
  aid: "hospital|doctor|medic*|pharmacy|police|clinic|ambulance|embassy|anti ?venom|call",
};
