import type { toldEn } from "./told-en.ts";

export const toldDe: typeof toldEn = {
  "account-exists": "Es gibt schon ein Konto mit dieser E-Mail-Adresse. Melde dich an, oder nimm eine andere.",
  "admin-link-used":
    "Dieser Admin-Link ist verbraucht oder veraltet. Ein neuer steht bei jedem Start in der Ausgabe des Servers.",
  "already-here": "Du sitzt schon in diesem Kreis. Lade jemand anderen ein.",
  "bad-message":
    "Der Server hat das nicht verstanden. Lade die Seite neu; wenn es bleibt, sag es denen, die den Ort betreiben.",
  "body-too-large": "Das ist zu viel auf einmal. Schick weniger.",
  "budget-exists": "So ein Budget gibt es schon. Ändere seine Grenze.",
  "budget-suspended": "Ein Budget ist aufgebraucht, die Personas warten. Alles Gesagte ist bewahrt.",
  "budget-warned": "Ein Budget ist fast aufgebraucht.",
  "circle-ended": "Das Gespräch wurde beendet. Sein Protokoll bleibt erhalten.",
  "circle-ended-empty": "Das Gespräch ist zu Ende: Alle sind gegangen.",
  "circle-ended-silent": "Das Gespräch ist zu Ende: Niemand hatte etwas hinzuzufügen. Sein Protokoll bleibt erhalten.",
  "circle-ended-unheard": "Das Gespräch ist zu Ende: Niemand war da, um es zu hören.",
  "circle-full":
    "Alle {{seats}} Plätze von „{{topic}}“ sind besetzt. Hör von außen zu, oder öffne einen eigenen Kreis.",
  closing: "Der Server wird gerade beendet. Komm gleich wieder.",
  "consent-changed": "Der Text hat sich geändert, seit du ihn gesehen hast. Lies ihn noch einmal, und stimm dann zu.",
  "core-trait": "{{name}} haben alle; entfernen lässt es sich nicht. Bei 0 % schweigt es.",
  "database-away":
    "Die Datenbank ist gerade kurz weg. Nichts, was als gesagt angezeigt wurde, ist verloren. Versuch es in ein paar Sekunden noch einmal.",
  "field-wrong": "{{field}} stimmt nicht. Ändere es, und versuch es noch einmal.",
  "floor-full": "Für einen weiteren Kreis ist hier kein Platz. Setz dich zu einem dazu, oder warte, bis einer endet.",
  internal: "Auf dem Server ging etwas schief ({{errorId}}). Nichts Gesagtes ist verloren; versuch es noch einmal.",
  invited: "{{name}} lädt dich in „{{topic}}“ ein.",
  "name-taken":
    "„{{name}}“ heißt hier schon jemand, oder fast so. Nimm einen anderen Namen, zum Beispiel „{{suggestion}}“.",
  "needs-role": "Als {{role}} darfst du das nicht. Frag einen Admin.",
  "no-answer": "Der Server hat nicht geantwortet. Versuch es noch einmal.",
  "no-circle": "Du bist in keinem Kreis. Geh zu einer Persona oder einem Kreis und drück E, oder öffne einen.",
  "no-draft": "Es gibt noch keinen Entwurf. Wähl erst, wer spricht.",
  "no-linked-circle":
    "Den Kreis, den der Link nennt, gibt es nicht oder nicht mehr. Du bist hier: {{place}}. Sieh nach, welche Kreise es gibt.",
  "no-linked-place": "Einen Ort „{{wanted}}“ gibt es nicht. Der Link hat zur Plaza geführt.",
  "no-questions": "Dieser Kreis nimmt keine Fragen vom Publikum an.",
  "no-such-budget": "Dieses Budget gibt es nicht mehr. Vielleicht ist es schon gelöscht.",
  "no-such-circle": "Dieser Kreis ist zu Ende. Sein Protokoll bleibt erhalten.",
  "no-such-conversation": "Dieses Gespräch gibt es nicht, oder es ist privat. Frag, wer es geöffnet hat.",
  "no-such-memory": "Daran erinnert sich niemand mehr. Vielleicht ist es schon gelöscht.",
  "no-such-persona": "Diese Persona ist nicht mehr hier.",
  "no-such-place": "Diesen Ort gibt es nicht. Wähl einen anderen.",
  "no-such-portal": "Dieses Portal gibt es hier nicht.",
  "no-such-trait": "Diesen Zug hat die Persona nicht mehr.",
  "no-such-turn": "Diese Nachricht ist nicht mehr unter den letzten.",
  "no-way": "Von hier führt kein Weg dorthin.",
  "not-a-member": "Nur wer im Kreis sitzt, kann das Gespräch lenken. Setz dich erst dazu.",
  "not-a-persona-here": "Wähl eine Persona, die in diesem Kreis sitzt.",
  "not-connected": "Du bist gerade nicht verbunden. Versuch es, wenn die Leitung wieder steht.",
  "not-open": "Dieser Kreis ist privat oder zu Ende.",
  "not-saved": "Deine Nachricht ließ sich nicht speichern und wurde nicht gesendet. Versuch es gleich noch einmal.",
  "not-signed-in": "Du bist nicht mehr angemeldet. Tritt noch einmal ein.",
  "not-stored-yet":
    "Das Gespräch lässt sich gerade nicht speichern. Es geht weiter, sobald es kann; was als gesagt gezeigt wurde, ist nicht verloren.",
  "not-the-owner": "In diesen privaten Kreis lädt nur ein, wer ihn geöffnet hat.",
  "not-yours": "{{name}} gehört dir nicht. Frag, wer die Persona gemacht hat, oder mach eine eigene.",
  "nothing-to-add":
    "Niemand hat etwas hinzuzufügen. Sag etwas, damit es weitergeht; sonst endet das Gespräch in {{minutes}} Minuten.",
  "nothing-to-undo": "An diesem Zug ist nichts mehr rückgängig zu machen.",
  paused: "Das Gespräch ruht. Lass es erst weitergehen.",
  "persona-busy": "{{name}} spricht gerade in „{{topic}}“. Setz dich dort dazu.",
  "persona-busy-privately": "{{name}} spricht gerade in einem privaten Kreis. Frag später noch einmal.",
  "personas-limit": "Du hast {{count}} Personas gemacht; mehr geht nicht. Lösch erst eine.",
  private: "Dieser Kreis ist privat. Lass dich von jemandem darin einladen.",
  "rate-limited": "Das war zu viel auf einmal. Warte einen Moment.",
  replaced: "Ein anderer Weg begann vor diesem.",
  "sign-in-ended": "Diese Anmeldung ist abgelaufen. Tritt noch einmal ein.",
  "spectators-watch": "Du schaust zu. Tritt ein, um mitzumachen.",
  "taken-over": "Du bist in einem anderen Tab eingetreten. Dein Körper ist jetzt dort.",
  "too-slow":
    "Deine Verbindung kam mit dem, was hier geschieht, nicht mit und wurde beendet. Dein Platz bleibt kurz erhalten.",
  "too-far": "Geh erst zum Portal nach {{title}}.",
  "too-many-circles":
    "Du hast hier {{count}} Kreise offen, mehr geht nicht. Beende zuerst einen, oder setz dich in einen anderen.",
  "too-many-reactions": "Du hast auf diese Nachricht {{count}}-mal reagiert, mehr geht nicht.",
  "too-many-attempts": "Zu viele Versuche. Versuch es in {{seconds}} s noch einmal.",
  "trait-known": "{{name}} hat die Persona schon. Ändere, wie stark es ist.",
  "trait-twice": "Zwei Züge heißen {{name}}. Behalte einen davon.",
  "traits-limit": "Eine Persona hat höchstens {{count}} eigene Züge. Entferne erst einen.",
  unexpected:
    "Auf dem Server ging etwas schief. Versuch es noch einmal; wenn es bleibt, nenn denen, die den Ort betreiben, diese Nummer: {{requestId}}.",
  "unknown-message": "Der Server kennt diese Nachricht nicht. Lade die Seite neu.",
  "visitors-walk": "Geh zu einem Kreis, um ihn zu hören. Von fern liest nur mit, wer zuschaut.",
  "model-unpriced":
    "Der Preis von {{route}} ist nicht bekannt, darum wird es nicht aufgerufen. Trag ihn mit Quelle und Datum in {{file}} ein; ein Server im eigenen Netz, der nichts kostet, steht dort unter free.",
  "provider-bad-request":
    "Die Anfrage wurde nicht angenommen. Prüf das Modell und die Adresse. Im Wortlaut: {{problem}}",
  "provider-broken-stream": "Die Antwort brach in der Mitte ab. Im Wortlaut: {{problem}}",
  "provider-cannot-talk": "Dieses Modell ist nicht zum Sprechen gemacht. Wähl ein anderes. Im Wortlaut: {{problem}}",
  "provider-connect-timeout":
    "Es kam rechtzeitig keine Verbindung zustande. Prüf die Adresse und das Netz. Im Wortlaut: {{problem}}",
  "provider-empty":
    "Es kam kein Wort, wohl weil das Modell nur nachdachte. Erlaub ihm mehr Tokens, oder wähl eines, das gleich antwortet. Im Wortlaut: {{problem}}",
  "provider-filtered":
    "Die Antwort wurde verweigert, vom Filter oder vom Modell selbst. Sag es anders, oder wähl eine andere Stimme. Im Wortlaut: {{problem}}",
  "provider-first-token-timeout":
    "Die Antwort begann nicht rechtzeitig. Versuch es gleich noch einmal. Im Wortlaut: {{problem}}",
  "provider-no-key":
    "Die Schlüsseldatei von {{name}} fehlt, ist leer oder enthält Zeichen, die kein Schlüssel hat. Sobald ein Schlüssel darin steht, geht es weiter.",
  "provider-out-of-credit":
    "Das Konto hat kein Guthaben mehr. Lade es auf, oder wähl eine andere Stimme. Im Wortlaut: {{problem}}",
  "provider-overloaded":
    "Der Anbieter hat gerade selbst ein Problem. Versuch es gleich noch einmal. Im Wortlaut: {{problem}}",
  "provider-rate-limited":
    "Zu viele Anfragen oder Tokens in der Minute: Der Anbieter bittet um Geduld. Im Wortlaut: {{problem}}",
  "provider-stalled":
    "Die Stimme verstummte mitten in der Antwort. Versuch es gleich noch einmal. Im Wortlaut: {{problem}}",
  "provider-unauthorised":
    "Der Schlüssel wurde abgelehnt. Prüf den Schlüssel und das Guthaben. Im Wortlaut: {{problem}}",
  "provider-unknown-model":
    "Das Modell gibt es beim Anbieter nicht. Prüf seinen Namen und die Adresse. Im Wortlaut: {{problem}}",
  "provider-unpriced":
    "{{name}} läuft nicht auf diesem Rechner, und nirgends steht, was seine Modelle kosten; darum wird keines aufgerufen. Trag ihre Preise in {{file}} ein, oder den Anbieter dort unter free.",
  "provider-unreachable":
    "Der Anbieter ist nicht zu erreichen. Prüf, ob der Server läuft und die Adresse stimmt. Im Wortlaut: {{problem}}",
  "voice-for-other-things":
    "{{name}} sagt, dass {{model}} nicht zum Sprechen gemacht ist. Nenn in MODEL ein anderes Modell.",
  "voice-kept-from-training":
    "{{route}} wird nicht aufgerufen: Was hier gesagt wird, geht nicht an Anbieter, die damit trainieren könnten.",
  "voice-kept-here": "{{route}} wird nicht aufgerufen: Was hier gesagt wird, bleibt auf den eigenen Rechnern.",
  "voice-not-configured": "{{route}} ist hier nicht eingerichtet.",
  "voice-not-listed": "{{name}} führt {{model}} für diesen Schlüssel nicht. Prüf den Namen des Modells.",
  "voice-silent": "{{route}} antwortete mit nichts.",
  "voice-failed": "Die Stimme versagte: {{problem}} Nichts wurde geändert.",
  "voice-failing":
    "Das Gespräch ruht: {{count}} Beiträge nacheinander misslangen. {{problem}} Mit „Weiter“ versuchst du es noch einmal.",
  "voice-stopped": "Die Stimme brach ab. Schick es noch einmal.",
  "wrong-login": "Kein Konto hat diese E-Mail-Adresse und dieses Passwort. Prüf beides.",
};
