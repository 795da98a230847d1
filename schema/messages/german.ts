/** Long because it is a catalogue: the server's messages in German, by code. */
import type { MessageCode } from "./message.ts";

export const german: Record<MessageCode, string> = {
  "account-exists": "Es gibt schon ein Konto mit dieser E-Mail-Adresse. Melde dich an, oder nimm eine andere.",
  "admin-not-blocked": "Wer Admin ist, kann nicht gesperrt werden. Gib zuerst eine andere Rolle.",
  "admin-link-used":
    "Dieser Admin-Link ist verbraucht oder veraltet. Ein neuer steht bei jedem Start in der Ausgabe des Servers.",
  "already-here": "Du sitzt schon in diesem Kreis. Lade jemand anderen ein.",
  "bad-message":
    "Der Server hat das nicht verstanden. Lade die Seite neu; wenn es bleibt, sag es denen, die den Ort betreiben.",
  blocked: "Du bist hier gesperrt. Wenn das ein Irrtum ist, wende dich an die, die diesen Ort betreiben.",
  "body-too-large": "Das ist zu viel auf einmal. Schick weniger.",
  "budget-exists": "So ein Budget gibt es schon. Ändere seine Grenze.",
  "card-broken-picture":
    "Dieses Bild ist beschädigt ({{reason}}). Speicher es noch einmal dort, wo es herkommt, und importiere diese Datei.",
  "card-newer":
    "Diese Datei stammt aus einer neueren Version von Dramatis. Importiere sie dort, oder exportiere sie als Charakterkarte.",
  "card-no-json": "Diese Datei ist weder ein Bild noch JSON als Text. Wähl eine .json- oder .png-Datei.",
  "card-no-name":
    "Die Figur in dieser Datei hat keinen Namen. Gib ihr in der Datei einen, und importiere sie noch einmal.",
  "card-not-in-picture":
    "In diesem Bild steckt keine Figur. Programme, die Bilder bearbeiten, entfernen sie: Nimm die Originaldatei.",
  "card-too-large": "Diese Datei ist größer als {{mebibytes}} MB und wurde nicht gelesen. Mach ihr Bild kleiner.",
  "card-unknown":
    "Das ist keine Persona, die sich hier lesen lässt: weder ein Export von Dramatis noch eine Charakterkarte.",
  "card-wrong": "Das Feld {{field}} in dieser Datei stimmt nicht. Berichtige es dort, und importiere sie noch einmal.",
  "circle-ended": "Das Gespräch wurde beendet. Sein Protokoll bleibt erhalten.",
  "circle-ended-empty": "Das Gespräch ist zu Ende: Alle sind gegangen.",
  "circle-ended-no-room":
    "Das Gespräch „{{topic}}“ ist zu Ende: Sein Server hielt an, und hier war kein Platz dafür. Sein Protokoll bleibt erhalten.",
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
  "hidden-by-admin": "Ein Admin hat {{name}} ausgeblendet: {{why}}. Bitte darum, sie wieder zu zeigen.",
  internal: "Auf dem Server ging etwas schief ({{errorId}}). Nichts Gesagtes ist verloren; versuch es noch einmal.",
  invited: "{{name}} lädt dich in „{{topic}}“ ein.",
  "join-link-over":
    "Dieser Link ist aufgebraucht, abgelaufen oder zurückgezogen. Bitte um einen neuen, wer ihn dir geschickt hat.",
  "last-admin": "Dann hätte niemand mehr die Rolle Admin. Gib sie zuerst jemand anderem.",
  "memory-away":
    "Die Figuren können gerade nicht in älteren Gesprächen nachsehen. Sie sprechen von dem weiter, was zuletzt gesagt wurde; nichts geht verloren.",
  "memory-back": "Die Figuren erinnern sich wieder an ältere Gespräche.",
  "name-taken":
    "„{{name}}“ heißt hier schon jemand, oder fast so. Nimm einen anderen Namen, zum Beispiel „{{suggestion}}“.",
  "library-limit": "Du hast {{count}} Personas veröffentlicht; mehr geht nicht. Zieh erst eine zurück.",
  "needs-role": "Als {{role}} darfst du das nicht. Frag einen Admin.",
  "no-circle": "Du bist in keinem Kreis. Geh zu einer Persona oder einem Kreis und drück E, oder öffne einen.",
  "no-draft": "Es gibt noch keinen Entwurf. Wähl erst, wer spricht.",
  "no-such-budget": "Dieses Budget gibt es nicht mehr. Vielleicht ist es schon gelöscht.",
  "no-such-circle": "Dieser Kreis ist zu Ende. Sein Protokoll bleibt erhalten.",
  "no-such-conversation": "Dieses Gespräch gibt es nicht, oder es ist privat. Frag, wer es geöffnet hat.",
  "no-printer":
    "Dieser Server hat kein Chromium, mit dem er drucken kann. Speichere als HTML, öffne die Datei und drucke sie mit deinem Browser als PDF.",
  "writer-busy": "Der Server schreibt gerade für andere. Versuch es in einer Minute noch einmal.",
  "printer-busy": "Der Server druckt gerade für andere. Versuch es in einer Minute noch einmal.",
  "too-long-to-print":
    "Das ist zu lang, um auf dem Server gedruckt zu werden. Speichere als HTML, öffne die Datei und drucke sie mit deinem Browser als PDF.",
  "too-long-for-docx": "Das ist zu lang für ein Word-Dokument. Speichere als HTML, das auch Word öffnet.",
  "no-such-title": "Dieses Gespräch gibt es nicht, oder sein Titel ist nicht deiner, um ihn zu ändern.",
  "no-such-instance": "Eine Instanz {{instance}} dieses Orts gibt es nicht. Tritt ein, ohne eine zu nennen.",
  "no-such-join-link": "Diesen Link gibt es nicht mehr. Sieh noch einmal in die Liste.",
  "no-such-memory": "Daran erinnert sich niemand mehr. Vielleicht ist es schon gelöscht.",
  "no-such-persona": "Diese Persona ist nicht mehr hier.",
  "no-such-place": "Diesen Ort gibt es nicht. Wähl einen anderen.",
  "no-such-portal": "Dieses Portal gibt es hier nicht.",
  "no-such-report": "Diese Meldung ist schon erledigt. Sieh noch einmal in die Liste.",
  "no-such-trait": "Diesen Zug hat die Persona nicht mehr.",
  "no-such-turn": "Diese Nachricht ist nicht mehr unter den letzten.",
  "debate-no-moderator": "Wähle jemanden für die Moderation, der in diesem Kreis sitzt.",
  "debate-too-few": "Eine Debatte braucht eine Moderation und {{count}} weitere. Lade jemanden ein und beginne dann.",
  "debate-not-now":
    "{{name}} ist in diesem Teil der Debatte nicht an der Reihe. Wähle jemand anderen oder geh zum nächsten Teil.",
  "debate-not-your-part":
    "In diesem Teil der Debatte bist du nicht an der Reihe. Deine Worte sind noch da. Heb die Hand, dann kann dich drannehmen, wer die Debatte führt.",
  "debate-moderator-only": "{{name}} moderiert diese Debatte und führt sie weiter.",
  "vote-for": "Dafür",
  "vote-against": "Dagegen",
  "vote-undecided": "Unentschieden",
  "not-your-turn": "Diese Worte darfst du nicht ändern. Es bleibt alles, wie es war.",
  "turn-changed":
    "Jemand hat das geändert, seit du es geöffnet hast. Deine Änderung ist nicht gespeichert: lies es erst noch einmal.",
  "too-many-edits": "Das ist so oft geändert worden, wie es bei einem Beitrag geht. Es bleibt, wie es war.",
  "no-such-moment": "Diesen Beitrag gibt es in keinem Gespräch, das du lesen darfst.",
  "no-way": "Von hier führt kein Weg dorthin.",
  "facilitators-only": "Das können nur Moderatoren ändern.",
  "not-a-member": "Nur wer im Kreis sitzt, kann das Gespräch lenken. Setz dich erst dazu.",
  "not-a-persona-here": "Wähl eine Persona, die in diesem Kreis sitzt.",
  "not-admin-any-more": "Du hast die Rolle Admin nicht mehr. Frag jemanden, der sie hat.",
  "not-open": "Dieser Kreis ist privat oder zu Ende.",
  "act-not-recorded":
    "Es ist geschehen, ließ sich aber nicht im Protokoll der Sitzung festhalten. Tu es noch einmal, wenn es darin stehen soll.",
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
  "rehearsal-labels-nothing": "Die Probestimme bestimmt keine Merkmale. Verbinde zuerst ein Modell.",
  "no-such-backstory": "Diese Lebensgeschichte gibt es im Bestand dieses Arbeitsbereichs nicht.",
  "not-published": "Diese Persona ist nicht oder nicht mehr in der Bibliothek.",
  "own-rating": "Diese Persona hast du selbst veröffentlicht; bewerten können sie andere.",
  "personas-limit": "Du hast {{count}} Personas gemacht; mehr geht nicht. Lösch erst eine.",
  "place-full": "{{place}}: Alle {{count}} Plätze für Menschen sind besetzt. Schau zu, oder öffne noch so einen Ort.",
  "place-full-to-watch":
    "{{place}}: Mehr als die {{count}}, die schon zuschauen, gehen nicht. Öffne noch so einen Ort, oder komm später wieder.",
  private: "Dieser Kreis ist privat. Lass dich von jemandem darin einladen.",
  "rate-limited": "Das war zu viel auf einmal. Warte einen Moment.",
  "redis-away":
    "Gerade kann niemand eintreten: Ein Teil des Servers ist kurz weg. Wer schon an einem Ort ist, bleibt dort. Versuch es in ein paar Sekunden noch einmal.",
  replaced: "Ein anderer Weg begann vor diesem.",
  "reports-limit": "Du hast heute schon viel gemeldet. Wer Admin ist, sieht es; melde morgen mehr.",
  "seat-gone": "Dein Platz hier wird nicht mehr frei gehalten. Tritt noch einmal ein.",
  "sent-out": "Wer diesen Ort betreibt, hat dich hinausgeschickt. Du kannst wieder eintreten.",
  "sign-in-ended": "Diese Anmeldung ist abgelaufen. Tritt noch einmal ein.",
  "spectators-watch": "Du schaust zu. Tritt ein, um mitzumachen.",
  "taken-over": "Du bist in einem anderen Tab eingetreten. Dein Körper ist jetzt dort.",
  "too-slow":
    "Deine Verbindung kam mit dem, was hier geschieht, nicht mit und wurde beendet. Dein Platz bleibt kurz erhalten.",
  "too-far": "Geh erst bis zum Portal „{{title}}“.",
  "too-many-circles":
    "Du hast hier {{count}} Kreise offen, mehr geht nicht. Beende zuerst einen, oder setz dich in einen anderen.",
  "too-many-reactions": "Du hast auf diese Nachricht {{count}}-mal reagiert, mehr geht nicht.",
  "too-many-attempts": "Zu viele Versuche. Versuch es in {{seconds}} s noch einmal.",
  "trait-known": "{{name}} hat die Persona schon. Ändere, wie stark es ist.",
  "trait-name": "{{name}}",
  "trait-twice": "Zwei Züge heißen {{name}}. Behalte einen davon.",
  "traits-limit": "Eine Persona hat höchstens {{count}} eigene Züge. Entferne erst einen.",
  unexpected:
    "Auf dem Server ging etwas schief. Versuch es noch einmal; wenn es bleibt, nenn denen, die den Ort betreiben, diese Nummer: {{requestId}}.",
  "unknown-message": "Der Server kennt diese Nachricht nicht. Lade die Seite neu.",
  "visitors-walk": "Geh zu einem Kreis, um ihn zu hören. Von fern liest nur mit, wer zuschaut.",
  "model-unpriced":
    "Der Preis von {{route}} ist nicht bekannt, darum wird es nicht aufgerufen. Trag ihn mit Quelle und Datum in {{file}} ein; ein Server im eigenen Netz, der nichts kostet, steht dort unter free.",
  "provider-no-key":
    "Die Schlüsseldatei von {{name}} fehlt, ist leer oder enthält Zeichen, die kein Schlüssel hat. Sobald ein Schlüssel darin steht, geht es weiter.",
  "provider-unpriced":
    "{{name}} läuft nicht auf diesem Rechner, und nirgends steht, was seine Modelle kosten; darum wird keines aufgerufen. Trag ihre Preise in {{file}} ein, oder den Anbieter dort unter free.",
  "voice-for-other-things":
    "{{name}} sagt, dass {{model}} nicht zum Sprechen gemacht ist. Nenn in MODEL ein anderes Modell.",
  "voice-kept-from-training":
    "{{route}} wird nicht aufgerufen: Was hier gesagt wird, geht nicht an Anbieter, die damit trainieren könnten.",
  "voice-kept-here": "{{route}} wird nicht aufgerufen: Was hier gesagt wird, bleibt auf den eigenen Rechnern.",
  "voice-not-configured": "{{route}} ist hier nicht eingerichtet.",
  "voice-not-listed": "{{name}} führt {{model}} für diesen Schlüssel nicht. Prüf den Namen des Modells.",
  "voice-silent": "{{route}} antwortete mit nichts.",
  "voice-failing":
    "Das Gespräch ruht: {{count}} Beiträge nacheinander misslangen. {{problem}} Mit „Weiter“ versuchst du es noch einmal.",
  "voice-stopped": "Die Stimme brach ab. Schick es noch einmal.",
  "wrong-login": "Kein Konto hat diese E-Mail-Adresse und dieses Passwort. Prüf beides.",
  verbatim: "{{text}}",
  "answer-empty": "nichts",
  "answer-other": "etwas anderem",
  "answer-unreadable": "JSON, das nicht zu lesen ist,",
  "answer-web-page": "einer Webseite",
  "provider-bad-request":
    "{{provider}} nimmt die Anfrage nicht an{{status}}{{quote}}. Prüf den Namen des Modells und die Adresse.",
  "provider-broken-stream": "{{provider}} brach mitten in der Antwort ab. Versuch es gleich noch einmal.",
  "provider-cannot-talk":
    "{{provider}} sagt, dass dieses Modell nicht zum Sprechen gemacht ist{{status}}{{quote}}. Wähl ein anderes.",
  "provider-connect-timeout": "{{provider}} nahm rechtzeitig keine Verbindung an. Prüf die Adresse und das Netz.",
  "provider-empty":
    "{{provider}} verbrauchte die {{tokens}} Tokens seiner Antwort ohne ein Wort, wohl weil es nur nachdachte. Erlaub ihm mehr, oder wähl ein Modell, das gleich antwortet.",
  "provider-failed": "{{provider}} versagte auf eine Art, die nicht bekannt ist{{quote}}.",
  "provider-filtered":
    "{{provider}} antwortete nicht: Der Filter oder das Modell selbst weigerte sich. Sag es anders, oder wähl eine andere Stimme.",
  "provider-filtered-midway":
    "{{provider}} brach ab: Der Filter oder das Modell selbst wollte nicht weiterreden. Sag es anders, oder wähl eine andere Stimme.",
  "provider-lists-nothing":
    "{{provider}} zählt keine Modelle auf (HTTP {{status}}). Prüf die Adresse, oder setz MODEL.",
  "provider-no-model": "{{provider}} führt kein Modell, das sprechen kann.",
  "provider-not-configured":
    "MODEL nennt {{route}}, aber {{provider}} ist nicht eingerichtet. Setz den Schlüssel oder die Adresse.",
  "provider-not-a-stream":
    "{{provider}} antwortete mit {{answer}} statt mit dem Strom eines Modells. Prüf die Adresse.",
  "provider-out-of-credit":
    "{{provider}} hat für dieses Konto kein Guthaben mehr{{status}}. Lade es auf, oder wähl eine andere Stimme.",
  "provider-overloaded": "{{provider}} hat gerade selbst ein Problem{{status}}. Versuch es gleich noch einmal.",
  "provider-paused": "{{problem}} Es pausiert und wird von selbst wieder versucht.",
  "provider-paused-for-now": "{{provider}} pausiert nach einem Fehler. Es wird von selbst wieder versucht.",
  "provider-rate-limited": "{{provider}} bittet um Geduld: zu viele Anfragen oder Tokens in der Minute.",
  "provider-redirects":
    "{{provider}} schickt die Anfrage anderswohin (HTTP {{status}}); dem wird nicht gefolgt. Setz die Adresse, die es wirklich hat.",
  "provider-unauthorised":
    "{{provider}} hat den Schlüssel abgelehnt (HTTP {{status}}). Prüf den Schlüssel und das Guthaben.",
  "provider-unknown-model":
    "{{provider}} kennt das Modell nicht (HTTP 404){{quote}}. Prüf seinen Namen und die Adresse.",
  "provider-unreachable":
    "{{provider}} ist nicht zu erreichen{{cause}}. Prüf, ob der Server läuft und die Adresse stimmt.",
  "provider-wants-tool":
    "{{provider}} wollte ein Werkzeug benutzen, statt zu antworten; hier gibt es keines. Wähl eine andere Stimme.",
  "voice-first-token-timeout":
    "Die Stimme {{route}} begann nicht innerhalb von {{seconds}} Sekunden zu antworten. Versuch es gleich noch einmal.",
  "voice-stalled":
    "Die Stimme {{route}} verstummte mitten in der Antwort für {{seconds}} Sekunden. Versuch es gleich noch einmal.",
  "voice-stalled-in-thought":
    "Die Stimme {{route}} verstummte beim Nachdenken für {{seconds}} Sekunden. Versuch es gleich noch einmal.",
  "voice-only-thought": "Die Stimme {{route}} dachte {{seconds}} Sekunden nach, ohne ein Wort zu sagen.",
  "voice-repeats":
    "Die Stimme {{route}} fand zweimal nichts Neues zu sagen. Bitte um einen weiteren Beitrag, oder gib dieser Persona eine andere Stimme.",
  "voices-failed":
    "Keine von {{count}} Stimmen konnte antworten: {{problems, sentence}}. Nichts ging verloren: Versuch es gleich noch einmal.",
  "voices-failed-for-now":
    "Keine von {{count}} Stimmen konnte antworten: {{problems, sentence}}. Nichts ging verloren.",
  "voices-none-goes-on": "Keine Stimme, die bereit ist, setzt einen Text einfach fort.",
  "voices-none-allowed":
    "Dies darf nur an Stimmen gehen, die „{{tier}}“ erfüllen, und keine, die bereit ist, tut das. Richte eine ein, oder verlang weniger.",
  "wait-seconds": "{{problem}} Weiter in {{seconds}} s.",
  "calls-of-person-used-up": "Du hast deine {{count}} Modellaufrufe für diese Minute verbraucht. Nichts ging verloren.",
  "calls-of-workspace-used-up":
    "Alle hier zusammen haben die {{count}} Modellaufrufe für diese Minute verbraucht. Nichts ging verloren.",
  "personal-data-unchecked":
    "Dies ließ sich nicht auf persönliche Daten prüfen, darum wurde nichts gesendet. Sag es anders, oder wähl eine Stimme auf diesem Rechner.",
  "model-off-schema": "Das Modell antwortete zweimal nicht in der verlangten Form.",
  "model-without-template":
    "{{model}} hat keine Gesprächsvorlage: Es setzt Texte fort, ist aber nicht zum Sprechen gemacht. Nenn in MODEL_FILE ein Instruct-Modell, oder lass die Angabe weg.",
  "model-restarts": "{{problem}} Es wird neu gestartet.",
  "model-cannot-run": "{{model}} lässt sich nicht ausführen: {{problem}}",
  "model-stopped": "Das eingebettete Modell hielt an ({{reason}}).",
  "no-voice-here":
    "Kein Server betreibt ein Modell auf diesem Rechner, und in {{folder}} liegt keines. Starte den Server, oder richte einen Anbieter ein.",
  "no-model-fetched":
    "Kein Modell ließ sich holen: {{problems, sentence}}. Leg eine GGUF-Datei in {{folder}}, oder richte einen Anbieter ein.",
  "download-altered": "Das geholte Modell hat eine andere Prüfsumme als angekündigt; es wurde verworfen.",
  "download-refused": "Das Herunterladen wurde abgelehnt (HTTP {{status}}).",
  "download-too-large": "Die Datei ist größer als angekündigt.",
  "disk-full":
    "Auf der Platte sind {{free}} MB frei; das Modell braucht {{needed}} MB. Schaff Platz, oder starte mit VOICE=rehearsal.",
  "hub-unreachable": "Die Modellsammlung ist nicht zu erreichen.",
  "hub-without-file": "Die Modellsammlung bietet {{file}} nicht an (HTTP {{status}}).",
  "python-missing": "Python ist nicht installiert.",
  "package-not-fetched": "pip konnte das Paket nicht holen.",
  "package-altered": "Das Paket enthält ein anderes Modell als erwartet.",
  "model-file-unreadable":
    "{{setting}} nennt {{file}}; das ist kein GGUF-Modell, das sich lesen lässt. Berichtige die Angabe, oder lass sie weg.",
  "why-another": "eine weitere, die eingerichtet ist",
  "why-asked-forbidden": "{{asked}} darf nicht aufgerufen werden, wo {{tier}} verlangt ist; {{why}}",
  "why-asked-unavailable": "{{asked}} ist nicht da; {{why}}",
  "why-budget-cheaper": "{{percent}} % des Budgets sind übrig: eine billigere",
  "why-budget-free": "{{percent}} % des Budgets sind übrig: eine, die nichts kostet",
  "why-can-wait": "es hat Zeit",
  "why-cheapest": "die billigste der übrigen",
  "why-daily-check": "die tägliche Prüfung",
  "why-embedding-setting": "EMBEDDING_MODEL nennt es",
  "why-embedding-here": "das Einbettungsmodell auf diesem Rechner",
  "no-embedding-model": "Erinnerungen werden nach Wörtern gefunden, denn es gibt kein Einbettungsmodell: {{problem}}",
  "why-fallback": "Ausweichen: {{problem, sentence}}",
  "why-first-configured": "der erste Anbieter, der eingerichtet ist",
  "why-found-here": "auf diesem Rechner gefunden",
  "why-from-cache": "aus dem Zwischenspeicher beantwortet",
  "why-in-batch": "{{why}}; in einem Stapel",
  "why-keeping-prompt": "ließ den Anfang eines Prompts beim Anbieter aufbewahren",
  "why-kept-prompt": "bewahrte den Anfang eines Prompts beim Anbieter auf",
  "why-light-setting": "LIGHT_MODEL nennt es",
  "why-model-here": "ein Modell auf diesem Rechner",
  "why-model-setting": "MODEL nennt es",
  "why-no-model": "kein Modell ist bereit",
  "why-personal-data": "persönliche Daten bleiben auf diesem Rechner oder im eigenen Netz",
  "why-persona-voice": "die eigene Stimme der Persona",
  "why-quickest": "die schnellste der übrigen",
  "why-route-exhausted": "{{route}} nimmt gerade keine Aufrufe mehr an",
  "why-route-failing": "{{route}} versagt in letzter Zeit oft",
  "why-route-little-quota": "{{route}} hat kaum noch Kontingent",
  "why-route-paused": "{{route}} pausiert nach einem Fehler",
  "why-route-queue": "{{route}} lässt {{count}} Aufrufe warten",
  "why-route-slow": "{{route}} ist in letzter Zeit langsam",
  "why-route-small": "{{route}} ist zu klein, um zu urteilen",
  "why-route-unpriced": "der Preis von {{route}} ist nicht bekannt",
  "why-small-task": "eine kleine Aufgabe: die billigste Stimme, die sie kann",
  "why-tried-by-hand": "von Hand ausprobiert",
  "why-skill-probe": "um herauszufinden, welcher Prompt zu ihm passt",
  "why-unsettled": "ein Serverprozess endete, ohne zu melden, was er davon ausgab; bis mehr bekannt ist, zählt alles",
  "bill-unanswered":
    "Die Rechnung von {{provider}} ließ sich nicht lesen: Es kam keine Antwort. Es wird noch einmal versucht.",
  "bill-refused": "{{provider}} hat {{setting}} abgelehnt. Leg dort einen Admin-Schlüssel an, und setz ihn.",
  "bill-unreadable": "Die Rechnung von {{provider}} ließ sich nicht lesen: Die Antwort war {{status}}.",
  "bill-unknown-form": "Die Rechnung von {{provider}} hat eine andere Form als die, die hier bekannt ist.",
  "bill-too-long": "{{provider}} antwortete mit mehr als {{count}} Seiten; die Rechnung wurde nicht übernommen.",
  "batch-not-known-yet":
    "Noch ist nicht bekannt, welcher Stapel des Anbieters dies ist. Es zeigt sich, wenn sie enden.",
  "batch-lost": "Der Anbieter hat diesen Stapel nicht mehr: {{problem}}",
  "batch-server-error":
    "Bei diesem Stapel ging auf dem Server etwas schief; es wird noch einmal versucht. Mehr steht in seinem Protokoll.",
  "batch-not-configured":
    "{{route}} ist hier gerade nicht eingerichtet. Der Stapel wartet darauf, höchstens {{hours}} Stunden, nachdem er gesendet wurde.",
  "batch-out-of-reach":
    "{{route}} ist hier nicht mehr eingerichtet, daher kann niemand die Antworten dieses Stapels abholen. Was sie gekostet haben können, zählt geschätzt als ausgegeben. Richte es wieder ein und frage dann noch einmal.",
  "batch-never-sent":
    "{{route}} ist hier nicht mehr eingerichtet, daher wurde dieser Stapel nicht gesendet und kostete nichts. Richte es wieder ein und frage dann noch einmal.",
  "batch-refused": "{{provider}} hat den Stapel abgelehnt{{quote}}.",
  "batch-no-room": "{{provider}} hat gerade keinen Platz für den Stapel{{quote}}.",
  "batch-ended-and": "{{problem}} {{more}}",
  "batch-lines-unread": "{{count}} Zeilen der Ergebnisse des Anbieters waren nicht zu lesen.",
  "batch-item-unanswered": "Der Anbieter hat diese Anfrage nicht beantwortet (HTTP {{status}}){{quote}}.",
  "batch-item-expired":
    "Der Anbieter kam dreimal nicht rechtzeitig dazu. Frage noch einmal, oder wähle ein anderes Modell.",
  "batch-item-unread":
    "Die Antwort des Anbieters ließ sich dreimal nicht lesen. Frage noch einmal, oder wähle ein anderes Modell.",
  "batch-item-refused": "Der Anbieter hat den Stapel abgelehnt.",
  "why-one-by-one": "es hat Zeit, und dieser Weg hat keine Stapel",
  "chosen-by": "Gewählt von {{name}}.",
  "decision-one": "{{name}} {{reason}}",
  "decision-two": "{{name}} {{reason}} und {{more}}",
  "decision-after-duet": "{{decision}}; {{name}} war gerufen, aber zwei hatten schon lange das Wort",
  "decision-after-answered": "{{decision}}; {{name}} wurde genannt, hat das aber eben beantwortet",
  "decision-after-share": "{{decision}}; {{name}} war gerufen, hatte aber schon mehr als den eigenen Anteil",
  "reason-named": "wurde beim Namen gefragt",
  "reason-excused": "sollte anderen den Vortritt lassen",
  "reason-knows": "kennt sich damit aus",
  "reason-cares": "interessiert sich dafür",
  "reason-unheard": "hat noch nichts gesagt",
  "reason-said-least": "hat am wenigsten gesagt",
  "reason-spoken-to": "wurde kurz davor angesprochen",
  "reason-in-turn": "wartet auf einen Beitrag",
  "reason-still-asked": "wurde schon gefragt und hat noch nicht geantwortet",
  "reason-replied-to": "bekam gerade eine Antwort",
  "reason-asked-on": "soll weiterreden",
  "reason-mentioned": "wurde erwähnt",
  "paused-failing": "{{count}} Beiträge nacheinander misslangen. {{problem}}",
  "paused-budget": "Das Gespräch ruht: {{problem}} Mit „Weiter“ geht es voran.",
  "turn-left": "{{name}} hat den Kreis verlassen.",
  "turn-person-began": "{{name}} begann zu sprechen.",
  "turn-skipped": "{{name}} gab das Wort weiter.",
  "turn-ended": "{{name}} hat das Gespräch beendet. Sein Protokoll bleibt erhalten.",
  "turn-newcomer": "{{name}} kam dazu.",
  "turn-unheard": "Niemand war mehr da, um den Rest zu hören.",
  "turn-server-stopped": "Der Server wurde beendet; was gesagt war, ist bewahrt.",
  "turn-server-crashed": "Der Server hielt an, während dies gesagt wurde; was gespeichert war, ist bewahrt.",
  "turn-runaway": "Die Stimme hörte nicht von selbst auf und wurde unterbrochen.",
  "turn-speaker-gone": "Wer als Nächstes sprechen sollte, ist nicht im Kreis.",
  "turn-persona-deleted": "Diese Persona wurde gelöscht.",
  "turn-memory-unreadable": "Woran {{name}} sich erinnert, war nicht zu lesen. Bitte um einen weiteren Beitrag.",
  "turn-unfinished": "Die Stimme hörte auf, ohne fertig zu werden.",
  "turn-without-reason": "Die Stimme hörte ohne Grund auf.",
  "turn-server-error": "Der Server kam mit diesem Beitrag nicht zurecht; sein Protokoll sagt, warum.",
  "message-kept": "{{problem}} Deine Nachricht ist bewahrt; schick eine weitere, um fortzufahren.",
  "message-and-reply-kept":
    "{{problem}} Deine Nachricht ist bewahrt, der Anfang der Antwort auch; schick eine weitere, um fortzufahren.",
  "voice-too-small":
    "{{voice}} ist zu klein, um etwas vorzuschlagen. Verbinde ein größeres Modell, oder beginn mit einer Vorlage.",
  "speech-not-offered": "Dieser Server erkennt keine Sprache. Wer ihn betreibt, kann SPEECH_URL setzen.",
  "speech-not-recognised": "Die Spracherkennung antwortet nicht. Die Aufnahme ist nicht bewahrt: schreib stattdessen.",
  "voice-failed": "{{problem}} Der Entwurf ist, wie du ihn verlassen hast.",
  "turn-too-slow": "Die Stimme war nach {{seconds}} Sekunden nicht fertig und wurde unterbrochen.",
  "turn-too-slow-kept":
    "Die Stimme war nach {{seconds}} Sekunden nicht fertig und wurde unterbrochen. Was sie gesagt hatte, ist bewahrt.",
  "budget-nearly-used-up-total":
    "{{who}} {{spent, money}} von {{limit}} verbraucht. Ist alles verbraucht, antworten die Personas nicht mehr. {{renewal}}",
  "budget-used-up-total": "{{who}} {{limit}} verbraucht. Alles Gesagte ist bewahrt. {{renewal}}",
  "budget-too-little-total":
    "{{who}} {{spent, money}} von {{limit}} verbraucht, und die nächste Antwort kann bis zu {{cost, money}} kosten. Alles Gesagte ist bewahrt. {{renewal}}",
  "budget-nearly-used-up-day":
    "{{who}} {{spent, money}} von {{limit}} für heute verbraucht. Ist alles verbraucht, antworten die Personas nicht mehr. {{renewal}}",
  "budget-used-up-day": "{{who}} {{limit}} für heute verbraucht. Alles Gesagte ist bewahrt. {{renewal}}",
  "budget-too-little-day":
    "{{who}} {{spent, money}} von {{limit}} für heute verbraucht, und die nächste Antwort kann bis zu {{cost, money}} kosten. Alles Gesagte ist bewahrt. {{renewal}}",
  "budget-nearly-used-up-month":
    "{{who}} {{spent, money}} von {{limit}} für diesen Monat verbraucht. Ist alles verbraucht, antworten die Personas nicht mehr. {{renewal}}",
  "budget-used-up-month": "{{who}} {{limit}} für diesen Monat verbraucht. Alles Gesagte ist bewahrt. {{renewal}}",
  "budget-too-little-month":
    "{{who}} {{spent, money}} von {{limit}} für diesen Monat verbraucht, und die nächste Antwort kann bis zu {{cost, money}} kosten. Alles Gesagte ist bewahrt. {{renewal}}",
  "budget-who-person": "Du hast",
  "budget-who-circle": "Dieser Kreis hat",
  "budget-who-session": "Diese Sitzung hat",
  "budget-who-run": "Dieser Durchlauf hat",
  "budget-who-workspace": "Alle hier zusammen haben",
  "budget-limit-person": "deinen {{limit, money}}",
  "budget-limit-circle": "seinen {{limit, money}}",
  "budget-limit-session": "ihre {{limit, money}}",
  "budget-limit-run": "seinen {{limit, money}}",
  "budget-limit-workspace": "den {{limit, money}}",
  "budget-renews-never": "Wer diesen Ort betreibt, kann das Budget erhöhen.",
  "budget-raised-in-studio": "Wer die Sitzung moderiert, kann das Limit im Studio erhöhen.",
  "budget-renews-daily": "Um 00:00 UTC beginnt das Budget von vorn, oder wer diesen Ort betreibt, erhöht es.",
  "budget-renews-on": "Am {{day, day}} (UTC) beginnt das Budget von vorn, oder wer diesen Ort betreibt, erhöht es.",
  "credit-too-little":
    "Dein Guthaben ist {{balance, money}}, und die nächste Antwort kann bis zu {{cost, money}} kosten. Alles Gesagte ist bewahrt. Wer diesen Ort betreibt, kann Guthaben hinzufügen.",
  "budgets-unreadable":
    "Die Budgets sind gerade nicht zu lesen, darum wird nichts ausgegeben. Alles Gesagte ist bewahrt: Versuch es bald noch einmal.",
  "budget-suspended": "{{problem}}",
  "budget-warned": "{{problem}}",
  "budget-without-subject":
    "Ein Budget des ganzen Arbeitsbereichs gilt für niemand Bestimmtes. Lass die Person oder den Kreis weg.",
  "draft-nobody": "Niemand hat etwas hinzuzufügen. Wähl, wer spricht, oder sag selbst etwas.",
  "estimate-free": "Niemand, der sprechen würde, kostet etwas.",
  "estimate-local": "Diese Stimmen laufen auf diesem Rechner oder im eigenen Netz und kosten nichts.",
  "estimate-from-prompts": "Aus der Länge der Prompts, denn noch hat niemand gesprochen.",
  "estimate-of-circle": "Aus den letzten {{count}} Beiträgen dieses Kreises.",
  "estimate-of-circle-in-part":
    "Aus den letzten {{count}} Beiträgen dieses Kreises; für alle, die noch nicht sprachen, aus der Länge der Prompts.",
  "estimate-of-personas": "Aus den letzten {{count}} Beiträgen dieser Personas.",
  "estimate-of-personas-in-part":
    "Aus den letzten {{count}} Beiträgen dieser Personas; für alle, die noch nicht sprachen, aus der Länge der Prompts.",
  "job-failed": "Er schlug fehl: {{problem}}",
  "job-worker-died": "Sein Prozess ist abgestürzt.",
  "job-gave-no-sign": "Sein Arbeitsprozess gab immer wieder kein Lebenszeichen mehr.",
  "job-too-old":
    "Er wurde von einer älteren Version begonnen ({{name}} {{version}}), die diese nicht beenden kann. Bitte neu starten.",
  "job-too-new":
    "Er wurde von einer neueren Version begonnen ({{name}} {{version}}) als der dieses Arbeitsprozesses. Erst aktualisieren, dann erneut versuchen.",
  "job-unreadable": "Was von ihm gespeichert ist, kann diese Version von {{name}} nicht lesen. Bitte neu starten.",
  "job-unknown": "Diese Version kennt solche Aufträge nicht mehr.",
  "kept-too-short": "Das wird mindestens {{days}} Tage aufgehoben: Danach wird gezählt, was bezahlt wurde.",
  "no-such-job": "Diesen Auftrag gibt es nicht mehr.",
  "job-not-so": "Der Auftrag ist inzwischen {{status}}, daher geht das nicht. Bitte die Liste neu ansehen.",
  "job-status-queued": "wartend",
  "job-status-running": "im Gange",
  "job-status-paused": "angehalten",
  "job-status-completed": "fertig",
  "job-status-cancelled": "abgebrochen",
  "job-status-dead": "endgültig gescheitert",
  "job-already-there": "Einer dieser Art wartet oder läuft schon. Er steht in der Liste.",
  "job-already-paused": "Derselbe steht schon in der Liste, angehalten. Setze ihn fort.",
  "no-such-survey": "Diese Umfrage gibt es nicht, oder sie wurde gelöscht. Lade die Liste neu.",
  "no-such-survey-version": "Diese Umfrage hat keine Version {{version}}. Ihre neueste ist {{latest}}.",
  "survey-changed":
    "{{name}} wurde inzwischen geändert und hat jetzt Version {{version}}. Von dir wurde nichts gespeichert; es steht noch auf deinem Bildschirm. Sieh dir die neue Version an, dann speichere deine darüber oder verwirf deine.",
  "survey-limit": "Du hast {{count}} Umfragen; mehr geht nicht. Lösche erst welche.",
  "survey-versions-limit":
    "Diese Umfrage hat {{count}} Versionen; mehr geht nicht. Nichts wurde gespeichert. Exportiere sie und importiere sie als neue.",
  "survey-not-ready": "Diese Umfrage hat Fehler und bleibt ein Entwurf. Behebe sie zuerst.",
  "survey-archived": "Diese Umfrage ist archiviert. Mach sie wieder zum Entwurf, um sie zu ändern.",
  "survey-not-yours": "{{owner}} hat diese Umfrage angelegt. Nur diese Person und Admins löschen sie.",
  "survey-file-unread": "Diese Datei konnte nicht als Umfrage gelesen werden: {{problem}}.",
  "survey-file-too-large": "Diese Datei ist größer als {{mebibytes}} MB und wurde nicht gelesen.",
  "survey-file-broken": "sie ist beschädigt oder von anderer Art",
  "survey-too-long": "ihre Fragen haben mehr als {{most}} Zeichen",
  "survey-file-empty": "es sind keine Fragen darin, die sich übernehmen lassen",
  "results-few-respondents":
    "Befragte, die geantwortet haben: nur {{count}}. Ein Anteil kann um {{points}} Prozentpunkte oder mehr abweichen.",
  "results-silent-respondents": "{{count}} von {{of}} Befragten gaben keine lesbare Antwort.",
  "results-one-model":
    "Alle Antworten stammen von einem Modell, {{model}}. Ein anderes antwortet vielleicht anders; frage auch dieses.",
  "results-thin-matches":
    "{{share, percent}} der Plätze des Panels haben keine gut passende Lebensgeschichte: ihre Antworten stehen für Menschen, die nicht da sind.",
  "results-reused-backstories":
    "{{backstories}} Lebensgeschichten antworten für {{respondents}} Befragte: das Panel ist kleiner, als es aussieht.",
  "results-low-compliance":
    "Nur {{share, percent}} der Antworten sind verwertbar ({{answered}} von {{asked}}): wer nicht geantwortet hat, denkt vielleicht anders.",
  "results-homogenised":
    "Die Antworten sind einander ähnlicher als die von Menschen: ihre Varianz beträgt {{share, percent}} derjenigen der Vergleichsbasis. Unterschiede in Standardabweichungen sind zu groß.",
  "results-one-answer": "{{share, percent}} gaben dieselbe Antwort. Menschen sind sich selten so einig.",
  "results-extreme": "{{share, percent}} antworteten an einem Ende der Skala, mehr als Menschen es tun würden.",
  "results-order-effect":
    "Die Reihenfolge der Optionen ändert die Antworten: {{share, percent}} stehen an einer anderen Stelle, als die Optionen allein bewirken würden, am häufigsten {{letter}}.",
  "results-one-letter":
    "{{share, percent}} antworteten {{letter}}, gleich welche Option dort stand: das Modell beantwortet die Frage nicht.",
  "results-echo": "{{share, percent}} der Antworten wiederholen mehrere Optionen, statt eine zu wählen.",
  "results-uniform":
    "Die Antworten verteilen sich gleichmäßig auf die Optionen, wie ausgelost: vielleicht hat das Modell keine Meinung.",
  "results-circular":
    "Dies fragt nach etwas, wonach die Befragten zugeordnet wurden: es zeigt, wie gut sie passen, nicht was sie denken.",
  "assume-independent": "Keine Lebensgeschichte hat für zwei Befragte geantwortet",
  "assume-large-groups": "Mindestens 30 in jeder Gruppe, so dass Mittelwerte nahezu normalverteilt sind",
  "assume-ranks-of-groups": "Mindestens 10 in jeder Gruppe, so dass Rangsummen nahezu normalverteilt sind",
  "assume-ranks-of-changes": "Mindestens 10 haben sich verändert, so dass Rangsummen nahezu normalverteilt sind",
  "assume-expected-counts": "Jede erwartete Anzahl ist mindestens 5",
  "assume-symmetric-changes": "Veränderungen verteilen sich gleichmäßig um ihre Mitte",
  "assume-changes": "Mindestens 25 haben gewechselt",
  "survey-empty": "Es gibt noch keine Frage.",
  "survey-many-questions": "Es sind {{count}} Fragen; {{most}} ist die Grenze.",
  "survey-many-parts":
    "Es sind {{count}} Seiten, Gruppen und Fragen oder Einträge einer Liste; {{most}} ist die Grenze.",
  "survey-name-missing": "Eine Frage hat keine Kennung.",
  "survey-name-odd": "Die Kennung {{name}} hat andere Zeichen als Buchstaben, Ziffern, _ und -.",
  "survey-name-twice": "Zwei Fragen oder Bedingungen haben die Kennung {{name}}.",
  "survey-long-text": "Ein Text ist länger als {{most}} Zeichen.",
  "survey-no-options": "Sie hat keine Antworten zur Wahl.",
  "survey-few-options": "Sie braucht mindestens zwei Antworten zur Wahl.",
  "survey-many-options": "Sie hat {{count}} Antworten zur Wahl; {{most}} ist die Grenze.",
  "survey-option-twice": "Die Antwort {{option}} steht zweimal da.",
  "survey-option-empty": "Eine Antwort hat keinen Text.",
  "survey-scale-order": "Die Stufen der Skala steigen oder fallen nicht.",
  "survey-range": "Die kleinste Zahl ist größer als die größte.",
  "survey-no-rows": "Sie hat keine Zeilen.",
  "survey-rule-broken": "Die Regel „{{rule}}“ ist nicht lesbar.",
  "survey-name-unknown": "Sie bezieht sich auf {{name}}; das ist weder eine Frage noch eine Bedingung.",
  "survey-name-later": "Sie bezieht sich auf {{name}}, wonach erst später gefragt wird.",
  "survey-few-arms": "Die Bedingung {{name}} braucht mindestens zwei Fassungen, jede mit eigenem Namen.",
  "survey-many-cells": "Die Bedingungen ergeben {{count}} Kombinationen; {{most}} ist die Grenze.",
  "survey-element-unread": "Leute sehen das ({{type}}); virtuelle Befragte werden danach nicht gefragt.",
  "survey-choices-elsewhere":
    "Ihre Antworten kommen von anderswo ({{property}}), wo virtuelle Befragte nicht nachsehen können.",
  "survey-trigger-unread":
    "Die Umfrage hat Auslöser (triggers), denen virtuelle Befragte nicht folgen. Nimm stattdessen Regeln.",
  "survey-import-skipped": "Nicht übernommen: {{what}}.",
  "survey-import-rule": "Eine Regel wurde nicht verstanden und weggelassen: {{what}}.",
  "survey-import-options": "Ohne {{what}} übernommen.",
  "survey-import-type": "Den Typ {{type}} gibt es nicht; als offene Frage übernommen.",
  "no-such-run": "Diesen Durchlauf gibt es nicht, oder er wurde gelöscht. Bitte die Liste neu laden.",
  "no-countable-question":
    "Dieser Durchlauf hat keine solche Frage, oder eine, deren Antworten sich nicht auszählen lassen.",
  "run-limit": "Dieser Arbeitsbereich hat {{count}} Durchläufe, mehr gehen nicht. Lösche zuerst welche.",
  "run-not-so": "Der Status dieses Durchlaufs ist „{{status}}“, deshalb geht das nicht. Lade die Seite neu.",
  "run-not-ended": "Dieser Durchlauf ist noch nicht zu Ende. Brich ihn zuerst ab.",
  "run-still-stopping": "Dieser Durchlauf beendet noch seine letzten Aufrufe. Versuch es in einer Minute noch einmal.",
  "run-not-yours": "{{owner}} hat diesen Durchlauf gestartet. Nur sie, er oder ein Admin kann ihn löschen.",
  "run-survey-not-ready": "Diese Umfrage hat Fehler. Berichtige sie, bevor du sie Befragten stellst.",
  "run-plan-unknown":
    "Der Analyseplan nennt „{{name}}“, was weder in dieser Umfrage noch in ihrer Zielgruppe steht. Berichtige den Plan.",
  "run-plan-uncounted":
    "Der Analyseplan vergleicht „{{name}}“, worauf frei oder mit mehreren Optionen geantwortet wird: Das vergleicht kein Test. Lass es weg.",
  "run-plan-pair":
    "Der Analyseplan vergleicht „{{before}}“ mit „{{after}}“, die verschiedene Optionen haben. Wähle zwei Fragen mit denselben.",
  "run-plan-unordered":
    "Der Analyseplan fasst „{{name}}“ mit anderen Fragen zusammen, aber die Antworten haben keine Ordnung. Lass die Frage weg.",
  "run-plan-scale-twice":
    "Der Analyseplan hat zwei Skalen mit dem Namen „{{name}}“ oder eine Frage doppelt darin. Nenne jede einmal.",
  "run-no-voice":
    "Kein Modell ist verbunden, das antworten könnte: Die Probestimme ist ein Skript, ihre Antworten sind keine Daten. Verbinde ein Modell, dann geht es weiter.",
  "run-no-model":
    "Das Modell dieses Durchlaufs ist nicht verfügbar: Sein Anbieter ist nicht verbunden, oder dieser Arbeitsbereich darf ihm keinen Text schicken. Verbinde es, dann geht es weiter.",
  "run-no-respondents":
    "Niemand kann gefragt werden: Im Pool sind keine Lebensgeschichten. Füge welche hinzu, oder wähle eine Methode ohne Interviews.",
  "run-no-interview":
    "Ein Interview, das dieser Durchlauf braucht, lässt sich nicht lesen: Wer ihn gestartet hat, darf den Pool wohl nicht mehr lesen. Was beantwortet ist, bleibt. Ein Admin kann die Rolle zurückgeben, dann geht es weiter.",
  "run-plan-lacks":
    "Der Tarif „{{plan}}“ enthält diese Methode nicht. Wähle eine andere Methode, oder wechsle den Tarif.",
  "run-no-credit": "Dein Guthaben ist verbraucht. Bitte einen Admin um mehr, oder wähle ein Modell, das nichts kostet.",
  "run-no-budget": "Ein Budget ist verbraucht. Erhöhe es, oder wähle ein Modell, das nichts kostet.",
  "run-small-pool":
    "Im Pool sind {{respondents}} Lebensgeschichten, deshalb werden {{respondents}} Personen gefragt statt {{size}}.",
  "run-new-traits":
    "In diesem Arbeitsbereich hat niemand angelegt: {{traits}}. Keine Lebensgeschichte hat ein Label dafür, also kann es beim Zuordnen nicht zählen; lege es auf der Seite der Labels mit seinen Werten an.",
  "run-labels-first": "Manche Lebensgeschichten haben kein Label für: {{traits}}. Sie werden zuerst gelabelt.",
  "run-unlabelled":
    "Manche Lebensgeschichten haben kein Label für: {{traits}}. In dieser Hinsicht wird zugeordnet, als könnten sie alles sein.",
  "run-cool": "Eine Temperatur unter 1 macht die Befragten ähnlicher, als Menschen sind.",
  "run-still-collecting":
    "Dieser Durchlauf wurde abgebrochen, und Antworten seiner Stapel stehen noch aus. Lösche ihn, wenn sie da sind.",
  "run-batch-cancelled":
    "Der Stapel mit diesen Fragen wurde abgebrochen. Was beantwortet ist, bleibt. Setze den Durchlauf fort, um den Rest neu zu fragen.",
  "run-no-batch":
    "{{route}} hat hier keine Stapelschnittstelle oder keinen Preis dafür. Wähle sofortige Aufrufe oder ein anderes Modell.",
  "why-run-model": "das eigene Modell des Durchlaufs",
  "no-such-survey-trait": "Das Merkmal {{name}} gibt es nicht, oder es wurde gelöscht. Lade die Liste neu.",
  "trait-name-taken": "Das Merkmal {{name}} gibt es schon. Wähl einen anderen Namen.",
  "trait-limit": "Es gibt {{count}} eigene Merkmale, mehr sind nicht möglich. Lösche zuerst welche.",
  "trait-not-yours": "{{owner}} hat dieses Merkmal hinzugefügt. Nur diese Person und Admins löschen es.",
  "no-such-labelling": "Diese Beschriftung gibt es nicht mehr. Lade die Liste neu.",
  "no-log-probabilities": "{{model}} gibt keine Log-Wahrscheinlichkeiten. Schätze stattdessen aus einzelnen Antworten.",
  "labelling-budget":
    "Das Budget von {{budget, money}} ist aufgebraucht. Alle Merkmale bis hierher bleiben. Starte für den Rest neu, mit einem anderen Budget.",
  "baseline-no-people": "Unter den Überschriften der Datei stehen keine Menschen.",
  "baseline-many-people": "In der Datei sind {{count}} Menschen; höchstens {{most}} sind möglich.",
  "baseline-broken-rows":
    "Zeilen mit mehr oder weniger Zellen als Überschriften, oder mit offenem Anführungszeichen: {{count}}, zuerst Zeile {{row}}.",
  "baseline-heading-twice": "Die Überschrift „{{column}}“ steht zweimal da.",
  "baseline-no-column": "Die Datei hat keine Spalte „{{column}}“.",
  "baseline-column-twice": "Das Codebuch nennt die Spalte „{{column}}“ zweimal.",
  "baseline-meaning-twice": "Zwei Spalten sollen „{{name}}“ sein.",
  "baseline-no-answers": "Keine Spalte beantwortet eine Frage der Umfrage.",
  "baseline-no-question": "„{{name}}“ ist keine Frage dieser Umfrage, deren Antwort in einer Zelle steht.",
  "baseline-no-trait": "Ein eingebautes Merkmal „{{name}}“ gibt es nicht.",
  "baseline-no-option": "Spalte „{{column}}“: Ein Code steht für „{{option}}“, was keine Option ist.",
  "baseline-code-twice": "Spalte „{{column}}“: Der Code „{{code}}“ steht zweimal da.",
  "baseline-wrong-weights":
    "Spalte „{{column}}“: Gewichte, die keine Zahl ab 0 sind: {{count}}, zuerst in Zeile {{row}}.",
  "baseline-no-weight": "Spalte „{{column}}“: Alle Gewichte sind 0.",
  "baseline-wrong": "Nichts wurde gespeichert. {{faults, sentence}}. Berichtige die Datei oder ihr Codebuch.",
  "baseline-limit": "Du hast {{count}} Vergleichsdaten, mehr gehen nicht. Lösche zuerst welche.",
  "baseline-not-yours": "{{owner}} hat diese Vergleichsdaten hochgeladen. Nur diese Person und Admins löschen sie.",
  "no-such-baseline":
    "Diese Vergleichsdaten gibt es für diesen Durchlauf nicht, oder sie wurden gelöscht. Wähle andere.",
  "no-such-target": "Diese Zielgruppe gibt es nicht, oder sie wurde gelöscht. Bitte die Liste neu laden.",
  "target-limit": "Du hast {{count}} Zielgruppen, mehr gehen nicht. Lösche zuerst welche.",
  "target-no-such-value":
    "Das Merkmal „{{trait}}“ hat keinen Wert „{{value}}“. Seine Werte sind: {{values}}. Nichts wurde gespeichert oder begonnen; berichtige die Zielgruppe.",
  "target-changed":
    "{{name}} wurde inzwischen geändert. Von dir wurde nichts gespeichert, es steht noch auf deinem Bildschirm. Lade die Seite neu, um den neuen Stand zu sehen.",
  "target-not-yours": "{{owner}} hat diese Zielgruppe angelegt. Nur sie und Admins löschen sie.",
  "no-such-match":
    "Dieses Panel gibt es nicht mehr: Von jeder Zielgruppe bleiben die letzten zwanzig. Stelle ein neues zusammen.",
  "no-such-interviews": "Diese Reihe von Interviews gibt es nicht. Lade die Liste neu.",
  "interview-no-voice":
    "Kein Modell ist verbunden, und das Skript, das stattdessen spricht, hat kein Leben zu erzählen. Verbinde zwei Modelle: eines wird befragt, eines prüft.",
  "interview-needs-critic":
    "{{route}} ist das einzige verbundene Modell, und niemand prüft die eigenen Antworten. Verbinde ein zweites, oder nenne in BASE_MODEL oder BASE_FILE eines, das befragt wird.",
  "interview-same-route":
    "{{route}} kann die eigenen Antworten nicht prüfen. Wähle für eine der beiden Aufgaben ein anderes Modell.",
  "interview-unknown-route": "Für {{route}} ist kein Anbieter eingerichtet. Wähle eines der angebotenen Modelle.",
  "model-not-ready":
    "{{route}} ist nicht verfügbar: Sein Anbieter ist nicht verbunden, oder dieser Arbeitsbereich darf ihm keinen Text schicken. Verbinde ihn; es wird später wieder versucht.",
  "interview-other-voice":
    "{{answered}} hat anstelle von {{route}} geantwortet; die Antwort wurde nicht verwendet. Es wird später wieder versucht.",
  "no-such-batch": "Diesen Stapel gibt es nicht mehr.",
  "no-such-person": "Diese Person gibt es hier nicht.",
  "no-such-address": "Unter {{path}} gibt es nichts.",
  "origin-not-allowed":
    "Seiten dieser Herkunft dürfen den Server nicht aufrufen. Wer ihn betreibt, kann sie in ALLOWED_ORIGINS eintragen.",
  "screens-not-built": "Die Oberfläche ist noch nicht gebaut. Starte mit npm start; das baut sie.",
  "budget-who-entrance": "Die Personas, die am Eingang sprechen, haben",
  "budget-limit-entrance": "ihre {{limit, money}}",
  "outcome-small-model":
    "{{voice}} ist ein zu kleines Modell, um ein Ergebnis festzuhalten. Menschen können es selbst schreiben; mit einem größeren Modell entsteht es von selbst.",
  "outcome-by-rules":
    "Simuliert: Die Probestimme versteht nichts, darum haben einfache Regeln dies aus den Worten herausgesucht.",
  "outcome-failed":
    "Es konnte nicht auf den neuesten Stand gebracht werden: {{problem}} Nichts ist verloren; im weiteren Gespräch wird es wieder versucht.",
  "outcome-not-a-member":
    "Nur Menschen, die in diesem Kreis sitzen oder bis zu seinem Ende darin saßen, und Moderatoren ändern sein Ergebnis.",
  "no-such-item": "Diesen Eintrag gibt es nicht mehr, oder er ist nicht für dich bestimmt. Lade das Ergebnis neu.",
  "item-changed":
    "Inzwischen hat jemand diesen Eintrag geändert. Diese Fassung bleibt; sieh sie dir an und ändere sie dann noch einmal.",
  "item-not-of-kind": "Ein Ergebnis dieser Art hat keine solchen Einträge, oder der Eintrag ist von anderer Art.",
  "item-turns-unknown": "Ein Eintrag kann nur auf Beiträge dieses Gesprächs verweisen, die du lesen darfst.",
  "item-links-unknown": "Ein Eintrag kann sich nur auf Einträge desselben Ergebnisses beziehen, die du lesen darfst.",
  "item-quotation-unknown": "Ein Zitat muss Wort für Wort in dem Beitrag oder der Quelle stehen, aus der es stammt.",
  "too-many-items": "Ein Ergebnis hat höchstens {{count}} Einträge. Lösche zuerst einige.",
  "change-not-open": "Diese Änderung ist schon entschieden, oder die Worte, die sie ändern würde, gibt es nicht mehr.",
  "one-document": "Es gibt schon einen Text. Ändere diesen.",
  "document-too-long": "Mit dieser Änderung hätte der Text mehr als {{count}} Zeichen. Kürze ihn zuerst.",
  "no-document": "Hier gibt es keinen Text zum Überarbeiten. Füge zuerst einen hinzu.",
  "no-such-session":
    "Diese Sitzung gibt es nicht, oder du gehörst nicht dazu. Frag die Person, die dich eingeladen hat.",
  "no-such-session-template": "Diese Vorlage gibt es nicht. Wähle eine andere.",
  "groups-limit": "Dieser Leitfaden hat {{count}} Gruppen, mehr gehen nicht. Dupliziere die Sitzung stattdessen.",
  "no-such-theme": "Dieses Thema gibt es nicht mehr. Lade die Seite neu.",
  "themes-withdrawn": "Inzwischen hat sich jemand zurückgezogen, deshalb wurde nichts geändert. Frag noch einmal.",
  "session-limit": "Du hast {{count}} Sitzungen geplant, mehr geht nicht. Lösche zuerst eine.",
  "session-changed":
    "Jemand hat „{{title}}“ inzwischen geändert. Die andere Fassung ist gespeichert; lade sie und ändere sie dann.",
  "session-over": "Diese Sitzung ist zu Ende.",
  "session-began": "Diese Sitzung hat begonnen: Ort, Sprache und Publikum bleiben, und sie lässt sich nicht löschen.",
  "session-runs": "Diese Sitzung läuft schon.",
  "session-not-begun": "Diese Sitzung hat noch nicht begonnen.",
  "session-moved-on": "Die Sitzung ist inzwischen bei einem anderen Abschnitt. Sieh nach, wo, und geh dann weiter.",
  "session-budget-moved":
    "Das Limit hat gerade jemand anderes geändert. Sieh es dir an, und setze es dann neu, wenn es nötig ist.",
  "session-budget-not-yours":
    "Was eine Sitzung kosten darf, bestimmen nur Moderierende und Admins dieses Servers, denn sie zahlen. Frag eine Person von ihnen.",
  "session-lead-moved":
    "Inzwischen leitet jemand anderes diese Sitzung. Sieh nach, wer, und übernimm dann, wenn es nötig ist.",
  "session-not-yours": "{{owner}} hat diese Sitzung angelegt. Nur diese Person und Admins löschen sie.",
  "session-observers-only": "Hier lesen und schreiben nur die Beobachtenden und Moderierenden dieser Sitzung.",
  "session-notes-full":
    "Der Rückkanal dieser Sitzung ist voll. Was geschrieben wurde, bleibt; mehr passt nicht hinein.",
  "session-facilitators-only": "Das tun nur die Moderierenden dieser Sitzung.",
  "session-link-over": "Dieser Link ist aufgebraucht, abgelaufen oder zurückgezogen. Bitte um einen neuen.",
  "session-sent-out":
    "Die Moderation hat dich aus dieser Sitzung geschickt. Bitte darum, wieder eingelassen zu werden.",
  "session-no-more-links":
    "Diese Sitzung nimmt keine weiteren Links an: Sie ist zu Ende oder hat so viele, wie sie haben darf.",
  "session-needs-consent": "Zuerst muss der Einwilligung in ihrer jetzigen Fassung zugestimmt werden.",
  "session-invited-only": "Diese Plätze sind für Menschen, die zu dieser Sitzung eingeladen wurden.",
  "session-muted": "Die Moderation hat dir für den Moment das Wort genommen. Dein Text ist noch da; versuch es später.",
  "session-frozen": "Die Sitzung steht einen Moment still. Dein Text ist noch da; sende ihn, wenn es weitergeht.",
  "session-not-ended": "Diese Sitzung läuft noch. Sie lässt sich teilen, wenn sie zu Ende ist.",
  "session-not-shareable":
    "Nicht alle, deren Worte darin stehen, haben einer Einwilligung zugestimmt, die das Zeigen erlaubt. Nichts wird geteilt.",
  "session-panel-full": "Eine Sitzung hat höchstens {{count}} Personas. Nimm zuerst welche heraus. Niemand kam hinzu.",
  "no-finished-panel":
    "Hier ist niemand, aus dem gezogen werden kann: Stelle zuerst ein Panel für diese Zielgruppe zusammen, oder wähle einen abgeschlossenen Lauf.",
  "nobody-left-to-stand-up": "Alle dieses Panels stehen schon hier. Niemand kam hinzu.",
  "no-picture":
    "Diese Datei ist kein PNG oder JPEG, oder hat mehr als 8.000 Pixel je Seite oder 25 Millionen insgesamt. Nichts kam hinzu.",
  "no-such-picture": "Dieses Bild gibt es nicht, oder sein Abschnitt läuft gerade nicht.",
  "session-pictures-full":
    "Diese Sitzung hat {{count}} Bilder, mehr gehen nicht, oder sie ist zu Ende. Nichts kam hinzu.",
  "pictures-limit":
    "Die Bilder deiner Sitzungen dürfen zusammen {{megabytes}} MB haben; die beendeter zählen 30 Tage mit. Nichts kam hinzu: Nimm kleinere, oder lösche geplante Sitzungen, die du nicht mehr brauchst.",
  "file-too-large": "Diese Datei ist größer als {{kilobytes}} KB. Nichts kam hinzu: Mach sie kleiner.",
  "session-share-over":
    "Dieser Link zeigt nichts oder nichts mehr: Er ist abgelaufen oder wurde zurückgezogen. Bitte um einen neuen.",
  "code-taken": "Den Code „{{name}}“ gibt es schon. Wähle einen anderen Namen.",
  "codes-full": "Das Codebuch hat {{count}} Codes, mehr gehen nicht. Lösche zuerst einen.",
  "no-such-code": "Diesen Code oder Beitrag gibt es nicht mehr. Lade die Seite neu.",
  "probe-open": "Eine Frage ist schon offen, oder jemand anderes hat diese gerade gestellt. Schließe sie zuerst.",
  "probe-limit": "Diese Sitzung hat {{count}} Fragen gestellt, mehr geht nicht.",
  "no-such-probe": "Diese Frage gibt es in der Sitzung nicht. Lade die Seite neu.",
  "probe-not-in-survey":
    "In dieser Umfrage gibt es keine solche Frage, die sich allein stellen lässt. Wähle eine andere.",
  "probe-over": "Diese Frage ist geschlossen oder gilt nicht dir. Deine Antwort wurde nicht gespeichert.",
  "probe-wrong-answer":
    "Das ist keine Antwort auf diese Frage. Wähle eine ihrer Möglichkeiten, oder schreib, wonach sie fragt.",
  "probe-all-answered": "Alle Personas haben diese Frage schon beantwortet, oder sie ist geschlossen.",
  "probe-being-asked":
    "Die Personas werden schon gefragt. Ihre Antworten kommen nacheinander; niemand wird zweimal gefragt oder bezahlt.",
  "probe-paused":
    "Ein Betreiber hat das angehalten, darum wird gerade keine Persona gefragt. Bisherige Antworten bleiben. Bitte einen Betreiber, den Auftrag fortzusetzen, oder schließe die Frage und stelle sie noch einmal.",
  "session-end-it": "Dieser Kreis gehört zu einer Sitzung. Beende stattdessen die Sitzung.",
  "whisper-nobody":
    "Keine Persona dieser Sitzung kann das jetzt aufnehmen: Wähle eine, oder warte, bis sie gesprochen hat.",
  "turn-withdrawn": "Jemand hat die Teilnahme an der Sitzung widerrufen.",
  "turn-muted": "Die Moderation hat das Wort genommen.",
  "audience-only":
    "Das ist dem Publikum dieses Kreises vorbehalten: Menschen, die zuschauen und weder darin sitzen noch an der Sitzung teilnehmen oder sie leiten.",
  "follow-first": "Du folgst keinem Kreis. Wähle zuerst einen aus, dem du zuschaust.",
  "question-limit":
    "Deine Frage passt gerade nicht mehr in die Liste: {{each}} von dir und {{all}} insgesamt dürfen zugleich warten. Warte, bis eine aufgenommen ist.",
  "question-settled": "Jemand hat diese Frage schon aufgenommen oder verworfen.",
  "question-not-open":
    "Deine Stimme zählt hier nicht: Die Frage wurde inzwischen aufgenommen oder verworfen, oder sie ist deine eigene.",
  "question-sit-first": "Setz dich zuerst in den Kreis: Eine Frage, die du aufnimmst, sprichst du selbst aus.",
  "gallery-leaders-only": "Das tun nur die Moderierenden oder die Person, die den Kreis geöffnet hat.",
  "gallery-question": "Eine Frage aus dem Publikum, von {{name}}: {{text}}",
  "vote-not-open": "Diese Abstimmung ist geschlossen oder hat diese Antwort nicht. Was du vorher gewählt hast, zählt.",
  "vote-moved-on": "Die Abstimmung ist inzwischen weiter. Sieh nach, wo sie ist, und geh dann weiter.",
};
