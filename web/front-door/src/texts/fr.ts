import type { TextsOf } from "@ven/kit/i18n";

import type { messages } from "../messages";

const texts: TextsOf<typeof messages> = {
  "front-door": {
    brand: "{city} numérique",
    title: "{city} numérique – services locaux",
    question: "De quoi avez-vous besoin aujourd’hui ?",
    services: "Services",
    soon: "Bientôt",
    signIn: "Se connecter",
    queue: "Prendre un numéro à l’hôpital",
    queueText: "Prenez-le avec votre téléphone et voyez combien de personnes sont avant vous.",
    wifi: "Wi-Fi gratuit",
    wifiText: "Internet gratuit dans les lieux publics.",
    ask: "Questions des visiteurs",
    askText: "Demandez avec vos mots, on vous répond.",
    classrooms: "Salles de classe connectées",
    classroomsText: "Les enseignants réservent les salles à la semaine.",
    emergency: "Urgence",
    rescue: "Secours",
    police: "Police",
    fire: "Pompiers",
    ambulance: "Ambulance",
  },
};
export default texts;
