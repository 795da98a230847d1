/**
 * Words that belong to one field of life, so that "we were hacked" reaches a persona that knows security, although
 * neither word is in the other. English first, German after the bar.
 */
export const WORD_FIELDS: Record<string, string> = {
  software:
    "software code coding programming developer engineer server servers database query backend frontend app application api cloud bug crash deploy outage latency performance scale algorithm website login system systems data | Software Programm Entwickler Server Datenbank Anwendung Fehler Absturz Webseite System Daten",
  security:
    "security hacker hacked hack attack breach password encryption leak vulnerability ransom phishing privacy backup firewall | Sicherheit Hacker Angriff Passwort Verschlüsselung Leck Datenschutz Virus",
  business:
    "business market price prices pricing revenue profit margin margins sales sell selling customer customers competitor competitors growth strategy startup investor subscription discount brand advertising demand expensive cheap cheaper charge | Geschäft Markt Preis Preise Umsatz Gewinn Kunde Kunden Konkurrenz Wachstum Strategie Verkauf Werbung Marke teuer billig",
  money:
    "money finance finances tax taxes budget cost costs invoice accounting debt loan bank salary pension savings insurance mortgage | Geld Finanzen Steuer Steuern Budget Kosten Rechnung Buchhaltung Schulden Kredit Bank Gehalt Rente Finanzamt Steuererklärung Versicherung sparen absetzen",
  law: "law legal lawyer court contract contracts clause liability sue lawsuit rights regulation compliance judge illegal permit signature sign attorney | Recht Gesetz Anwalt Gericht Vertrag Haftung Klage Richter illegal Genehmigung Klausel Unterschrift erlaubt verboten",
  design:
    "design designer visual typography font fonts type colour color colours layout interface screen button icon logo poster readable legible contrast accessibility usability sketch drawing | Gestaltung Entwurf Schrift Farbe Farben Oberfläche Bildschirm Knopf Plakat lesbar Kontrast Zeichnung Barrierefreiheit",
  planning:
    "plan planning project schedule deadline deadlines timeline milestone milestones staff staffing team resources task tasks delay late priority priorities dependency deliver roadmap organise organize | Plan Planung Projekt Termin Termine Frist Zeitplan Meilenstein Personal Aufgabe Aufgaben Verzögerung liefern organisieren Reihenfolge",
  medicine:
    "medicine medical doctor nurse patient patients hospital ward clinic health illness disease pain fever symptom symptoms therapy treatment vaccine vaccines diagnosis sleep insomnia medication injury care caring blood surgery | Medizin Arzt Ärztin Pflege Patient Patienten Krankenhaus Praxis Gesundheit Krankheit Schmerz Schmerzen Fieber Impfung Schlaf Medikament Blutdruck gesund krank",
  food: "food bread bake baking baker bakery cook cooking kitchen recipe recipes dough sourdough flour oven yeast restaurant meal chef taste eat dinner breakfast cake wine cheese | Essen Brot backen Bäcker Bäckerei kochen Küche Rezept Teig Mehl Ofen Hefe Restaurant Mahlzeit Geschmack Kuchen Ernährung",
  nature:
    "garden gardening plant plants flower flowers soil seed seeds tree trees vegetable vegetables tomatoes roses bird birds forest animal animals bees harvest | Garten Pflanze Pflanzen Blume Blumen Erde Samen Baum Bäume Gemüse Vogel Vögel Wald Tier Tiere Ernte",
  climate:
    "climate weather rain rainfall storm temperature warming carbon emissions drought flood solar wind energy renewable forecast degrees sustainability heatwave | Klima Wetter Regen Sturm Temperatur Erwärmung Kohlendioxid Dürre Flut Solar CompassDirection Energie Vorhersage Grad Nachhaltigkeit Hitze",
  statistics:
    "statistics statistical data numbers figures average probability sample study survey evidence correlation significant measure measured uncertainty research | Statistik Daten Zahlen Durchschnitt Wahrscheinlichkeit Stichprobe Studie Umfrage Beleg Messung Forschung",
  history:
    "history historical past ancient roman romans rome empire medieval century war king queen revolution museum archaeology monument | Geschichte Vergangenheit antik Römer Rom Reich Mittelalter Jahrhundert Krieg König Revolution Museum Denkmal",
  education:
    "teach teaching teacher learn learning school student students pupils children lesson lessons exam homework university class course | lehren Lehrer Lehrerin lernen Schule Schüler Kinder Unterricht Prüfung Hausaufgaben Universität Kurs",
  building:
    "house building roof wall heating boiler radiator insulation pipe pipes plumber renovation construction carpenter repair window windows cellar | Haus Gebäude Dach Wand Heizung Kessel Heizkörper Dämmung Rohr Rohre Klempner Installateur Sanierung Bau Reparatur Fenster Keller Wärmepumpe Wärmepumpen Altbau warm kalt",
  city: "city town street streets traffic car cars bicycle bike bikes cycling pedestrian bus train station square park parking neighbourhood mayor citizens | Stadt Straße Straßen Verkehr Auto Autos Fahrrad Rad Radweg Radwege Fußgänger Bus Bahn Bahnhof Platz Park Viertel Bürgermeister Bürger Ampel Kreuzung",
  arts: "music song concert jazz opera piano guitar theatre theater play actor stage dance painting novel novels book books poem poetry film films gallery | Musik Lied Konzert Oper Klavier Gitarre Theater Stück Schauspieler Bühne Tanz Gemälde Roman Buch Bücher Gedicht Film Galerie",
  sport:
    "sport sports football soccer running marathon swimming tennis chess game games match training exercise fitness cycling hiking climbing | Sport Fußball Laufen Marathon Schwimmen Tennis Schach Spiel Training Wandern Klettern",
  faith:
    "faith religion god church ethics moral morality philosophy meaning soul justice conscience | Glaube Religion Gott Kirche Ethik Moral Philosophie Sinn Seele Gerechtigkeit Gewissen",
  feelings:
    "feelings emotion emotions afraid fear anxiety sad lonely grief anger stress love relationship family marriage friendship trust therapy psychology | Gefühl Gefühle Angst Trauer einsam Wut Stress Liebe Beziehung Familie Ehe Freundschaft Vertrauen Psychologie",
  travel:
    "travel trip journey sea ship sailing sailor harbour flight plane hotel island map border abroad tourist | Reise Meer Schiff Segeln Hafen Flug Flugzeug Hotel Insel Karte Grenze Ausland Tourist",
};
