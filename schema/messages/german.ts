/** Long because it is a catalogue: what the server says, in German, by code. */
import type { MessageCode } from "./message.ts";

export const german: Record<MessageCode, string> = {
  "account-exists": "Es gibt schon ein Konto mit dieser E-Mail-Adresse. Melde dich an, oder nimm eine andere.",
  "admin-not-blocked": "Wer Admin ist, kann nicht gesperrt werden. Gib zuerst eine andere Rolle.",
  "admin-link-used":
    "Dieser Admin-Link ist verbraucht oder veraltet. Ein neuer steht bei jedem Start in der Ausgabe des Servers.",
  "already-here": "Du sitzt schon in diesem Kreis. Lade jemand anderen ein.",
  "bad-message":
    "Der Server hat das nicht verstanden. Lade die Seite neu; wenn es bleibt, sag es denen, die den Ort betreiben.",
  blocked: "Dieses Konto ist hier gesperrt. Frag, wer diesen Ort betreibt.",
  "body-too-large": "Das ist zu viel auf einmal. Schick weniger.",
  "budget-exists": "So ein Budget gibt es schon. Ändere seine Grenze.",
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
  "join-link-over":
    "Dieser Link ist aufgebraucht, abgelaufen oder zurückgezogen. Bitte um einen neuen, wer ihn dir geschickt hat.",
  "last-admin": "Dann hätte niemand mehr die Rolle Admin. Gib sie zuerst jemand anderem.",
  "name-taken":
    "„{{name}}“ heißt hier schon jemand, oder fast so. Nimm einen anderen Namen, zum Beispiel „{{suggestion}}“.",
  "needs-role": "Als {{role}} darfst du das nicht. Frag einen Admin.",
  "no-circle": "Du bist in keinem Kreis. Geh zu einer Persona oder einem Kreis und drück E, oder öffne einen.",
  "no-draft": "Es gibt noch keinen Entwurf. Wähl erst, wer spricht.",
  "no-questions": "Dieser Kreis nimmt keine Fragen vom Publikum an.",
  "no-such-budget": "Dieses Budget gibt es nicht mehr. Vielleicht ist es schon gelöscht.",
  "no-such-circle": "Dieser Kreis ist zu Ende. Sein Protokoll bleibt erhalten.",
  "no-such-conversation": "Dieses Gespräch gibt es nicht, oder es ist privat. Frag, wer es geöffnet hat.",
  "no-such-instance": "Eine Instanz {{instance}} dieses Orts gibt es nicht. Tritt ein, ohne eine zu nennen.",
  "no-such-join-link": "Diesen Link gibt es nicht mehr. Sieh noch einmal in die Liste.",
  "no-such-memory": "Daran erinnert sich niemand mehr. Vielleicht ist es schon gelöscht.",
  "no-such-persona": "Diese Persona ist nicht mehr hier.",
  "no-such-place": "Diesen Ort gibt es nicht. Wähl einen anderen.",
  "no-such-portal": "Dieses Portal gibt es hier nicht.",
  "no-such-trait": "Diesen Zug hat die Persona nicht mehr.",
  "no-such-turn": "Diese Nachricht ist nicht mehr unter den letzten.",
  "no-way": "Von hier führt kein Weg dorthin.",
  "not-a-member": "Nur wer im Kreis sitzt, kann das Gespräch lenken. Setz dich erst dazu.",
  "not-a-persona-here": "Wähl eine Persona, die in diesem Kreis sitzt.",
  "not-admin-any-more": "Du hast die Rolle Admin nicht mehr. Frag jemanden, der sie hat.",
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
  "place-full": "{{place}}: Alle {{count}} Plätze für Menschen sind besetzt. Schau zu, oder öffne noch so einen Ort.",
  "place-full-to-watch":
    "{{place}}: Mehr als die {{count}}, die schon zuschauen, gehen nicht. Öffne noch so einen Ort, oder komm später wieder.",
  private: "Dieser Kreis ist privat. Lass dich von jemandem darin einladen.",
  "rate-limited": "Das war zu viel auf einmal. Warte einen Moment.",
  replaced: "Ein anderer Weg begann vor diesem.",
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
    "MODEL_FILE nennt {{file}}; das ist kein GGUF-Modell, das sich lesen lässt. Berichtige die Angabe, oder lass sie weg.",
  "why-another": "eine weitere, die eingerichtet ist",
  "why-asked-forbidden": "{{asked}} darf nicht aufgerufen werden, wo {{tier}} verlangt ist; {{why}}",
  "why-asked-unavailable": "{{asked}} ist nicht da; {{why}}",
  "why-budget-cheaper": "{{percent}} % des Budgets sind übrig: eine billigere",
  "why-budget-free": "{{percent}} % des Budgets sind übrig: eine, die nichts kostet",
  "why-can-wait": "es hat Zeit",
  "why-cheapest": "die billigste der übrigen",
  "why-daily-check": "die tägliche Prüfung",
  "why-embedding-setting": "EMBEDDING_MODEL nennt es",
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
  "batch-not-configured": "{{route}} ist hier gerade nicht eingerichtet. Der Stapel wartet, bis es so weit ist.",
  "batch-refused": "{{provider}} hat den Stapel abgelehnt{{quote}}.",
  "batch-no-room": "{{provider}} hat gerade keinen Platz für den Stapel{{quote}}.",
  "batch-ended-and": "{{problem}} {{more}}",
  "batch-lines-unread": "{{count}} Zeilen der Ergebnisse des Anbieters waren nicht zu lesen.",
  "why-one-by-one": "es hat Zeit, und dieser Weg hat keine Stapel",
  "chosen-by": "Gewählt von {{name}}.",
  "decision-one": "{{name}} {{reason}}",
  "decision-two": "{{name}} {{reason}} und {{more}}",
  "decision-after-duet": "{{decision}}; {{name}} war gerufen, aber zwei hatten schon lange das Wort",
  "decision-after-share": "{{decision}}; {{name}} war gerufen, hatte aber schon mehr als den eigenen Anteil",
  "reason-named": "wurde beim Namen gefragt",
  "reason-knows": "kennt sich damit aus",
  "reason-cares": "interessiert sich dafür",
  "reason-unheard": "hat noch nichts gesagt",
  "reason-said-least": "hat am wenigsten gesagt",
  "reason-spoken-to": "wurde eben angesprochen",
  "reason-in-turn": "ist an der Reihe",
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
  "budget-who-run": "Dieser Lauf hat",
  "budget-who-workspace": "Alle hier zusammen haben",
  "budget-limit-person": "deinen {{limit, money}}",
  "budget-limit-circle": "seinen {{limit, money}}",
  "budget-limit-run": "seinen {{limit, money}}",
  "budget-limit-workspace": "den {{limit, money}}",
  "budget-renews-never": "Wer diesen Ort betreibt, kann das Budget erhöhen.",
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
  "no-such-batch": "Diesen Stapel gibt es nicht mehr.",
  "no-such-person": "Diese Person gibt es hier nicht.",
  "no-such-address": "Unter {{path}} gibt es nichts.",
  "origin-not-allowed":
    "Seiten dieser Herkunft dürfen den Server nicht aufrufen. Wer ihn betreibt, kann sie in ALLOWED_ORIGINS eintragen.",
  "screens-not-built": "Die Oberfläche ist noch nicht gebaut. Starte mit npm start; das baut sie.",
  "budget-who-entrance": "Die Personas, die am Eingang sprechen, haben",
  "budget-limit-entrance": "ihre {{limit, money}}",
};
