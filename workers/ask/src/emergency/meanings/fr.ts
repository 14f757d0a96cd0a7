import type { Meanings } from "./meaning";

/** What cries for help are made of, in French. Rules put them together; no sentence stands here. */
export const meanings: Meanings = {
  // Bodies, what hurts them, and whom to call for it.
  person:
    "je|j|me|m|moi|mon|ma|mes|il|elle|on|nous|ils|elles|lui|quelqu|homme|femme|enfant|fils|fille|mari|ami|amie|bebe|papa|maman|papi|mamie|gens|touristes?|passagers?|personne|copain|copine|gamin|gosse|frere|soeur|dame|belle mere|beau pere|tante|oncle|epouse|epoux|cousine?|parents|guide|grand mere|grand pere|copains",
  kin: "enfants?|fils|fille|bebe|garcon|petit|petite|femme|mari|mere|pere|maman|papa|ami|amie|soeur|frere|mamie|papi|neveu|niece|gamine?|copine|copain|gosses?|ado|jumeaux?|papy|personne agee|belle (mere|soeur|fille)|beau (pere|frere|fils)|tante|oncle|cousine?|epoux|epouse|compagnon|compagne|conjointe?|tata|tonton|meme|pepe|fiston|fillette|nourrisson|bambin|loulou|puce|parents|grand (mere|pere)|petite (fille|soeur)|gamins|amis|amies|filles|garcons|freres|soeurs|fiancee?|vieux|vieille|pote|camarade",
  animal:
    "serpents?|vipere|cobra|chiens?|singes?|scorpions?|araignees?|scolopendre|abeilles?|guepes?|frelons?|meduses?|requins?|raies?|oursins?|poisson pierre|chats?|rats?|insecte|taureau|buffle|vache|cheval",
  bite: "mord*|morsure|piqu*|attaqu*|griff*|enroul*|epine|encorn*|charge|marche* (sur|dessus)|pose le pied|nuee|essaim",
  venomous: "serpent|vipere|cobra|scorpion|poisson pierre|raie|scolopendre",
  suffering:
    "douleur|mal|gonfl*|enfle*|hurle|crie|pleure|evanoui*|malaise|vomi*|respir*|engourdi*|paralys*|ne sent plus|violet|brule|choc|convuls*|enroul*|centaines|spine|epine|terrible",
  limb: "bras|jambes?|mains?|pieds?|doigts?|orteil|tete|cou|dos|os|genou|cheville|poignet|hanche|cuisse|epaule|gorge|visage|ventre|artere|crane",
  maimed:
    "cass*|fractur*|coupe|coupee|coupes|sectionn*|ecras*|arrach*|lux*|broy*|transperc*|entaill*|blesse*|paralys*|ouvert en deux|dechir*|cogn*|fracass*|clou|hamecon|ouvert par|ouverte par|tap* contre|contre (un|une|le|la|les)|chute sur|brise*",
  chest: "poitrine|coeur|thorax|bras gauche",
  pressed:
    "mal|douleur*|serre*|tient|tenant|oppress*|transpir*|sueur*|arret*|brul*|comprim*|pointe|palpit*|lance*|irradi*|engourdi*",
  face: "visage|bouche|un cote|moitie du (corps|visage)|cote (gauche|droit)|bras|sourire|paupiere|parle*|mots|main|jambe",
  drooping:
    "tombe|tombee|paralys*|tordu*|engourdi*|faible|affaisse*|deforme*|pend|de travers|sens plus|sent plus|bizarre*|(plus|pas)( a)? (lever|tenir|serrer|fermer|soulever)|(leve|tient|serre) (plus|pas)|lache*|incomprehensible*|charabia|molle?|drole|pateuse?|bave|inerte|articul*|tombant*|tomber",
  cannot: "pas|plus|jamais|n arrive|impossible|sans|ni|non|arrete|cesse|stop|rien",
  vital:
    "respir*|souffle|reveill*|repond|reagi*|bouge|pouls|parler(?! (\\S+ )?(vietnamien|anglais|francais|langue|de)(?= ))|avaler|sent plus|se lever|conscien*|voit plus|coeur bat|leve|ouvr* les yeux|bouger|repondre|marcher|vivante?",
  blue: "bleue?s?|violettes?|violets?|cyanos*",
  lips: "levres?|visage|devient|deviennent|devenu|tout",
  toxic:
    "somniferes?|comprimes|cachets|medicaments|javel|produit (chimique|menager)|poison|acide|methanol|alcool (frelate|frelatee|artisanal|bizarre)|pile|champignons?|essence|pesticide|mort aux rats|lessive|drogues?|detergent|poisson globe|produit wc|decapant|nettoyant|desinfectant|savon|liquide (vaisselle|lave)|adoucissant|capsule|pastille|produits?(?= (menager|toilette|nettoyant|chimique))|deboucheur|insecticide|piece de monnaie|aimants?|boite de|plaquette|antigel|white spirit|alcool a bruler|tablettes?",
  ingest:
    "bu|boit|avale*|mange|ingere*|a pris (trop|beaucoup|toute|plein)|pris (trop|toute|plein)|inhale*|recu dans|alcool|crevettes?|cacahuetes?|fruits de mer|boire|manger|prendre|bois|boivent|englouti*|gorgee|pris|leche*|suce*",
  collapsed:
    "effondr*|evanoui*|convuls*|inconscient*|malaise|inanime*|connaissance|tourne de l oeil|ne reagi*|immobile|spasmes|s ecroule*|ecroulee?|secou*|bave*|yeux revuls*|tien* plus debout|jambes (\\S+ )?(lachent|plus)|allongee? (et|par terre|sans)|gisant|tout mou|toute molle|flasque|inerte|trembl* (et|de partout)|(dit|raconte) n importe quoi|titub*|allongee? (la|au|dans|sur)|delire*|(dort|sommeil) (\\S+ )?profond*|reveille (plus|pas)|pas reveiller|tombe* (par terre|d un coup)|ronfl* bizarre*",
  burnt: "brule|brulee|brules|brulure|ebouillant*|(huile|eau|soupe|graisse) bouillante|bruler|brulures",
  severe: "grave*|grievement|huile|bouillant*|partout|visage|acide|eau chaude|degre|profonde*|serieuse*|peau",
  agony:
    "(douleurs?|mal|maux|crampes?).. (atroces?|insupportables?|intenses?|terribles?|horribles?|violentes?)|se tord|pliee? en deux|hurl\\S+ de douleur|horriblement mal|mal a en mourir",
  labour: "perdu(e)? les eaux|rompu la poche|travail a commence|bebe (arrive|sort)",
  swollen: "gonfl*|enfl*|urticaire|siffl*",
  widely: "partout|tout|gorge|langue|visage|levres|respir*|apres avoir mange",
  eyes: "yeux|oeil|paupieres?",
  struck: "verre|acide|produit|creve|eclat|javel|metal|hamecon|planter?|plantee?|epine|clou",
  fever: "fievre|brulante?s?",
  grave: "nuque|convuls*|delire|4[012]|inconscient*|taches",
  blind: "aveugle|voit plus|vois plus|la vue",
  condition:
    "decompression|choc (insulinique|anaphylactique|allergique|septique)|allergie (grave|severe)|allergie (tres )?(grave|severe)|(voi\\S+|apercoi\\S+) (\\S+ )?(l|son|mon) os|(l|son|mon) os (\\S+ )?(sort*|ressort*|depass*|visible|a nu|perce*)|plus de ventoline|(deuxieme|autre|nouvelle|troisieme) crise|(cable|fil|ligne) electrique (\\S+ )?(tombee?|arrache*|denude)|siffle en respirant|os (\\S+ )?(sort*|ressort*|depass*|visible)|(main|bras|pied|jambe|doigts?) (\\S+ )?coince*",
  medic: "medecin|infirmiere?|samu|docteur|ambulance|premiers secours|medicale?",
  blood: "sang|saign*|hemorrag*",
  pouring:
    "partout|beaucoup|arrete pas|vomi*|crach*|touss*|plein|enormement|flot|perd|giclant|abondamment|coule|urine|selles",
  despair:
    "mourir|sauter (du|de|dans|par)|veut sauter|va sauter|pendre|ouvert les veines|taillade|mettre fin|mutil*|en finis|a quoi bon vivre|coupe* les (poignets|veines)|adieux?|se jeter (du|d|de|dans|par)|(enjamb*|passe*|franchi*|escalad*|grimp*)( \\S+){0,3} (rambarde|parapet|balustrade|garde corps)|(debout|assise?|au|sur le) (\\S+ ){0,2}(bord|rebord) (du|d un|de l|de la) (toit|pont|balcon|immeuble|fenetre|vide)|de l autre cote d\\S+ (\\S+ )?(rambarde|parapet|balustrade)",
  heater: "chauffe eau|chaudiere|chauffage|poele|charbon|groupe electrogene|rechaud",
  sick: "mal a la tete|maux de tete|nausee*|vomi*|vertiges?|tete (\\S+ )?tourne|(leve|reveille|repond) (plus|pas)|plus (un|de|aucun) bruit",
  numb: "engourdi*|fourmi*|paralys*|(sens|sent|sentent) (plus|pas) (\\S+ )?(jambes?|bras|mains?|pieds?|doigts?|visage)|insensibles?",
  tingle: "pique*|enroue*|rauque|gratte*|picot*|serr*|gonfl*|enfl*|irrit*|voix|boule|demang*",
  pregnant: "enceinte|grossesse",
  // Water, fire, height, weather, and being stuck in them.
  vehicle:
    "voiture|moto|scooter|velo|bus|car|minibus|camion|taxi|camionnette|vehicule|train|cyclo|jet ?ski|autocar|helice|tuk ?tuk|hors bord|quad|chauffeur|grab|conducteur|pick up",
  crash:
    "accident*|percut*|heurt*|renvers*|ecras*|retourn*|collision|fauch*|tombee? de|rentre dans|tamponn*|accroch*|carambolage|quitte la route|tonneau*|partie? dans|sorti de la route|(tombe*|bascul*|plong*|gliss*|verse*) (dans|au fond|en bas)( \\S+){0,2} (ravin|fosse|vide|precipice|riviere|canal)|au fond du ravin|rentrer dans",
  height:
    "falaise|balcon|escaliers?|marches|toit|echelle|fenetre|etage|rochers?|grotte|cascade|pont|mur|arbre|trou|puits|telepherique|haut|ravin|talus|fosse|paroi|vide",
  fall: "tombe|tombee|tombes|tombees|chute|bascule|degringol*|pousse|jete|par dessus bord|saute du|glisse*|tomber|tombent|basculer|chuter|tombait|sauter (dans|du|de)",
  water: "eau|mer|riviere|piscine|lac|ocean|baie|etang|canal|vagues?|bassin|port|fleuve|bord|courants?",
  boat: "bateaux?|navires?|kayak|ferry|croisiere|canoe|radeau|jonque|vedette|voilier|barque|paddle|embarcation|pirogue|cabine|coque|cale",
  wreck:
    "chavir*|retourn*|renvers*|prend l eau|prend de l eau|fuit|voie d eau|heurt*|rocher|derive*|ancre|panne|echou*|casse en|se remplit|gite|moteur (mort|casse|arrete)|fracass*|percut*|collision|panique|plus de moteur|sans moteur|(eau|flotte).. (entre*|monte*|rentre*|plancher|plein|partout|envahi*)|penche*|incline*|(perdu|casse|lache|plus)( \\S+){0,2} (pagaies?|rames?)|disloque*|se brise|inonde*|coul*|sombr*|prendre l eau|a l envers|sens dessus|se casser",
  swimmer: "nag*|baign*|plong*|snorkel*|surf*|tuba|pagay*|kite",
  missing:
    "pas remont*|pas reven*|pas rentre*|disparu*|n arriv* pas a revenir|n arriv* plus|ne revien*|ne remont*|epuise*|crampe|trop loin|introuvable|emporte*|n arrive pas a regagner|(sauf|a part) (un|une|lui|elle|mon|ma|deux)|il (en )?manque|manque (un|une|quelqu|deux|mon|ma)|(voi\\S+|apercoi\\S+) (plus|pas) (sa|la|mon|ma|son|notre)|(le|la|les) voi\\S+ plus|perdu de vue|sous l eau depuis|disparai*|pas (revenir|remonter|rentrer|revient|remonte)|perdre de vue|coule|ne le vois|pas nager",
  disaster:
    "inond*|crue|glissement de terrain|eboulement|typhon|tempete|tsunami|seisme|tremblement de terre|par les eaux|torrent|effondr*|coulee de boue|tornade|(torrent|ruisseau|eau) monte*|(mer|eau|maree|riviere|torrent|vagues?)( \\S+){0,2} (mont*|remont*|arriv*|recouv*|grimp*|haute)|vagues? (\\S+ )?(passent|couvrent|recouvrent|arrivent|submergent)|de plus en plus haut|(eau|mer) nous",
  caught:
    "coinc*|bloqu*|pieg*|emport*|enseveli*|isole*|toit|impossible de (sortir|descendre|remonter|rentrer|revenir)|ne (peut|peux|pouvons|peuvent) (pas|plus) (sortir|descendre|remonter|rentrer)|encercl*|sous les decombres|prisonniers?|entre dans (la|notre) (maison|chambre)|est partie|encore (dans|dedans|a l interieur|la dedans|en bas|coinc*)|toujours (dans|dedans|a l interieur)|(peu\\S+|pouv\\S+|pas|impossible) (\\S+ )?(faire demi tour|retour\\S*|rentrer|sortir|descendre|revenir|bouger)|sommes dedans|sont dedans|au milieu|restee?s? (dedans|a l interieur|coince*)|derriere nous",
  wild: "foret|jungle|montagne|grotte|ile|ilot|falaise|sentier|bois|vallee|rochers?|colline|telepherique|en mer|sommet|gorge|baie|lac|tunnel|cavite|recif|crique|plage|canyon|gouffre|arbre",
  astray:
    "perdu*|egare*|ne (trouv\\S+|retrouv\\S+) (pas|plus) (le|la|notre) (chemin|sortie|route)|disparu*|desoriente*|perdre",
  dusk: "nuit|noir|froid|epuise*|sans eau|plus d eau|blesse*|peur|impossible|seule?s?|heures|pluie|descendre|batterie|reseau|soif|soleil|brouillard|lampe|torche|pour cent|il pleut",
  pathless:
    "(trouv\\S+|retrouv\\S+) (pas|plus) (le|la|notre) (sentier|chemin|route|sortie)|sommes perdu*|suis perdue?|perdus|((trouv|retrouv|voi|connai|sai)\\S+) (pas|plus)( \\S+){0,2} (sentier|chemin|route|sortie|descente|piste)|(sentier|chemin|route|piste).. (disparu*|effondr*|coupee?|efface*|emporte*|bloque*)|plus de (sentier|chemin)|(plage|sable|entree|ouverture|passage|gue|rochers?|acces|sortie|retour|marches)( \\S+){0,3} (disparu*|disparai*|recouvert*|submerge*|inonde*|sous l eau|ferme*|engloutie?|coupee?)|(voi\\S+|voit) plus (l |la |le )(entree|sortie|ouverture|plage)|plus (de |d )(plage|passage|issue|sortie|chemin)|(peu\\S+|pouv\\S+|impossible|pas) (\\S+ )?(faire demi tour|de revenir|de retourner|revenir en arriere|retourner en arriere)|coup\\S+ du (monde|reste|rivage)|falaise (est )?derriere",
  flame: "brule|brulent|flammes?|incendie|feu|bruler|brulait|enflamm*",
  place:
    "hotel|chambre|cuisine|bateau|foret|immeuble|voiture|moto|scooter|restaurant|marche|maison|cabine|couloir|bungalow|prise|batterie|moteur|bus|tente|appartement|toit|escalier|rideaux?|pont|karaoke|bar|village|machines|ecole|porte|fenetre|salle de bain|hall",
  smoke: "fumee|odeur de brule|sent le brule|ca brule",
  everywhere: "partout|epaisse|noire|sort|sortir|plein|rempli*|beaucoup|vient|envahi*|respirer|dans (le|la|ma|notre)",
  blast: "explos*|saute|deflagration",
  adrift:
    "derive|derivons|derivent|dérivons|s eloign*|eloigne (du|de la|de)|(part|parti|partie|emmene*|emporte*|pousse*|entraine*) (au|vers le) large|de plus en plus loin|(arriv\\S+|peu\\S+|pouvons) (pas|plus) (a )?(revenir|regagner|pagayer|ramer)|n arriv\\S+ (pas|plus) a (revenir|rentrer)|(pousse|emporte|entraine)( \\S+){0,2} loin|deriver",
  under:
    "sous l eau|face dans l eau|flotte (face|sur le ventre)|nager (il|elle) coule|dessous|ecrasee? par|sous (l arbre|le toit|le mur|la tente|la barque|les rochers)",
  swept:
    "emporte*|entraine*|aspire*|vers le large|(vagues?|courant|mer|riviere)( \\S+){0,2} (emport*|entrain*|prend*|pris|tire*)",
  left: "oublie* (sur|la)|abandonn*|nous a (oublies|laisses)|laisse* sur|seule?s? sur|(sont|est) partis?( \\S+)? sans|(re|est |sont )?partie?s? sans (nous|moi|lui|elle)|(guide|groupe|bateau|bus|autres|chauffeur|tout le monde) (\\S+ ){0,2}(re)?part\\S*|laisses? (la|ici|seuls?|derriere)|reparti*|laisser (nous|moi)",
  clinging:
    "(?<!pont )suspendu*|accroche*|se cramponn*|suspendue?s? (a|au|dans|par|sur)|pend* (a|au|dans) (la|une|le)|reste* accroch*|corde|pendue?s?|pend|suspend\\S*|bloque*( \\S+){0,2} (milieu|moitie|hauteur)",
  lift: "telepherique|cabine|ascenseur|nacelle|tyrolienne|telesiege|parapente|parachute|manege|grande roue|ascenceur",
  halted:
    "en l air|mi chemin|grand vent|au dessus du vide|panique|enceinte|milieu|suspendue?s?|arret\\S+|en hauteur|dans le vide",
  catastrophe: "tsunami|glissement de terrain|coulee de boue|crue (soudaine|eclair)",
  gas: "gaz|bouteille|batterie|chaudiere|citerne",
  smell: "odeur|sent|fuit*",
  spark: "etincelles?|court circuit",
  rescuer: "secours|garde cotes?|sauveteurs?|sauvez",
  urgent: "vite|urgen*|maintenant|tout de suite|immediatement|nous|moi",
  depth: "(eau|flotte).. (chevilles?|mollets?|genoux?|cuisses?|taille|ceinture|poitrine|cou|menton)",
  shore: "cote|rive|plage|bord|rivage|terre",
  relic:
    "palmes?|tuba|bouee|gilet|planche|masque|kayak|paddle|brassards?|frite|matelas gonflable|(ses|leurs|sa|son) (chaussures|sandales|tongs|serviette|vetements|affaires|lunettes|velo|claquettes|sac)",
  remains:
    "(reste|voi\\S+|retrouv\\S+|trouv\\S+) (\\S+ )?que|plus que|seule?( \\S+){0,2} (flotte*|reste*)|(flotte*|revenu*|derive*|rentre*|reste*)( \\S+){0,2} (vide|seule?|sans)|flotte* (encore|toujours|la)|(sont|est)( encore| toujours| restee?s?)* sur (la (plage|rive)|les? (sable|rochers?|bord))|(sont|est) (encore|toujours) la|personne (dedans|dessus|dans)|vide|sans (lui|elle|personne)",
  cradle: "poussette|landau|berceau|siege (auto|bebe)|(son|petit) lit|couffin|lit (du|de la|d|de ma|de mon|de notre)",
  emptied: "videe?s?|plus dedans|personne dedans|finie?|entiere|toute la",
  lightless:
    "(lampes?|torches?|frontales?|lumieres?|bougies?|piles)( \\S+){0,3} (eteinte?s?|mortes?|mort|hs|lachee?s?|lache|a plat|coupee?s?|cassee?s?|videe?s?|perdue?s?|marche*|fini*|tombee?s?)|(plus|sans|pas|perdu|eteint)( \\S+){0,2} (lampe|lumiere|torche|frontale)|(dans le|nuit|fait|tout|noir) noir|noir (total|complet|absolu)|(voi\\S+|voit) (plus )?rien",
  farewell: "adieux?|au revoir|pardonne*|dernier message|prenez soin|occupe toi (de|bien)|bye",
  ledge: "rambarde|parapet|bord|rebord|toit|pont|balcon|falaise|garde corps|balustrade|barriere",
  ashen: "pales?|livides?|blanche?|blafarde?|sueurs?|transpir*|grise?|moite",
  afar: "assurances?( \\S+){0,3} (couvr*|rembours*|pren*|paie|marche)|(pour|a|de) (l |mon |ma |notre )assurance|(couvert|rembours*|declaration|papiers?|attestation)( \\S+){0,9} assurance|(est ce |c est )?frequent*( \\S+){0,4} (les|de|des|a|ici)(?= )|(?<!depuis )(la )?(semaine|mois|annee|ete) (derniere?|passee?)|(voir|regarder|assister|adore*)( \\S+){0,6} (spectacle|film|show|defile)|au cas ou|par precaution|(enregistrer|noter|garder)( \\S+){0,3} numero|d avance",
  // What people do to others.
  weapon:
    "couteau|couteaux|armee?s?|pistolet|fusil|machette|marteau|hache|acide|coups de feu|tirs?|rasoir|lame|matraque|bouteille|tesson|barre",
  menace:
    "menac*|braqu*|pointe|avec|poursui*|agit*|tire|tirs|attaqu*|exig*|sous la gorge|court apres|dehors|sorti|sort|a un|ont des|au poing|s en prend|fonce sur|se jette sur",
  violence:
    "frapp*|bat|battu*|tabass*|coups?|gifl*|etrangl*|poignard*|agress*|attaqu*|bagarr*|cogn*|pouss(e|er|ee|es|ent|aient)|violent*|maltrait*|brutalis*|passe a tabac|traine|a mort|se bat*|menac*|battre|taper|tapent?",
  thief: "voleurs?|cambriol*|intrus|rodeur|des hommes|pickpockets?|ivrogne|quelqu|inconnue?|homme",
  intrude:
    "entre dans|dans (ma|notre) (chambre|maison|cabine|salle)|forc\\S+ (ma|notre|la|sa) porte|defonc*|s introdui*|par la fenetre|derriere (ma|la) porte|fouill*|frappe a ma porte sans|essaie d (entrer|ouvrir)|enfonc*|effraction|(tourne|secoue|force|essaie*).. (poignee|serrure|porte)|tape a ma porte|sous mon lit|dans ma (cabine|tente|salle)|devant ma (chambre|porte)",
  take: "vole*|vol|arrach*|derob*|piqu*|pris|depouill*|braqu*|fauch*|pickpocket*|detrouss*|chourav*|subtilis*|enfui*|prendre|parti avec",
  thing:
    "sac|portefeuille|telephone|portable|argent|passeport|appareil|ordinateur|bijoux|collier|montre|valise|bagages?|cartes?|moto|scooter|tout|affaires|papiers|iphone|bague|porte monnaie|chaine|bus",
  captive:
    "enferm*|sequestr*|laiss* (pas|plus)|retien*|retenu*|attache*|ligot*|otage|exig*|forc*|extor*|racket*|chantage|contre (ma|notre|sa) volonte|(refus*|veut pas|veulent pas).. (laisser|arreter|descendre|sortir|partir|ouvrir)|confisqu*|rancon|ne s arrete pas|emmene ailleurs|dans sa voiture|faire monter|bloqu* (la|le|les) (porte|sortie|passage|portes)|verrouill*|(mauvaise|autre) (direction|route)|ignore|(garde*|rend* (pas|plus)) (nos|mon|mes|notre) (passeports?|telephones?|papiers)|connais pas (cette|la) route|entour*|encercl*|empech*|barr* la route",
  touch:
    "touche*|pelot*|tripot*|caress*|embrass\\S+ de force|viol*|attouch*|exhib*|nue?|filme*|sexuel*|pervers|harcel*|main aux fesses|(met|mis|pose|passe) (sa|la|ses|les) mains? (sur|sous|entre)",
  drugged: "drogue*|mis quelque chose dans|soumission chimique|ghb|verse quelque chose",
  follow:
    "sui(t|vent|vi|vie|vre|vis)|poursui*|harcel*|traque*|(me|nous|la) file|epie*|stalk*|ne me lache|guett*|rode|derriere moi|colle (au|aux)|court derriere",
  gone: "perdu*(?! (son|sa|ses|mon|ma|mes|le|la|les|un|une|notre) )|disparu*|ne trouv\\S+ (pas|plus)|ne retrouv\\S+ (pas|plus)|trouve (pas|plus)|retrouve (pas|plus)|introuvable|egare*|enleve*|separe*|plus la|ou est|a (pris|emmene|enleve)|eloigne*|(pas|jamais|plus) (revenu*|reven*|rentre*)|(traine|emmene|tire|embarque|entraine)\\S{0,9} (un|une|mon|ma|l|la|le)|echappe*|sortie? (ce matin|seule?|depuis)|parti* (seul*|tout seul)|perd(re|s|u de vue)?(?! (son|sa|ses|mon|ma|mes|le|la|les|un|une|notre|les eaux) )|disparai*|pas trouver|(voi\\S+|voit) plus|semes?|ne repond (plus|pas) depuis|plus (avec|a cote)|lache la main|eparpille*",
  brawl: "bagarre*|se battent|se tapent dessus|emeute",
  burglary:
    "effraction|(hommes?|types?|individus?) (masques?|cagoules?)|cagoule*|incendiaire|bruler (la|ma|notre) maison",
  officer: "police|policier|gendarmes?",
  topay: "pai*|paye*|argent|fric|dollars?|rancon",
  // How somebody begins who only wants to know.
  calm: "combien|quel|quelle|quels|quelles|(?<=^ (\\S+ ){0,2})quand|quand(?= $)|pourquoi|ou (peut|est|sont|se|puis|peux|trouver|acheter|manger|dormir)|peut on|puis je|peux je|est ce que|faut il|comment (aller|fait|faire pour|se|on|reserver|acheter|venir|s)|prix|tarifs?|horaires?|y a t il|existe t il|qui (a|est|etait|sont)|qu est ce|entre t (il|elle)|peut (il|elle)|interdit*|regles?|autorise*|billets?|assurance|(?<=^ )(y a (des|encore|moyen)|est ce|peut|faut|la plage est|c est)|vaut (le|la|t)|il reste|encore de la place|une idee de",
  // Who says this is not calm, whatever else is asked.
  pressing:
    "aide*|secours|urgen*|vite|que (faire|dois je faire|faut il faire)|quoi faire|qui (appeler|dois je appeler|contacter|prevenir)|je fais quoi|sos|a qui",
  // Who is in it: a long calm question with nobody in it is about history or the news.
  personal: "je|j|me|m|moi|mon|ma|mes|nous|notre|nos|quelqu|on|ici|elle|il",
  trade:
    "acheter|racheter|(re)?charger|louer|reserv*|billets?|ticket|guichet|rembours*|assurance|prix|tarifs?|massage|places?|souvenirs?|(puis je|je peux|peut on|on peut) (plonger|nager|manger|boire|monter|faire)|resto*|piscine|telepherique|jonque|lever du soleil|vue",
  aid: "hopital|medecin|docteur|medicaments?|pharmacie|police|clinique|ambulance|samu|appel*|numero",
};
