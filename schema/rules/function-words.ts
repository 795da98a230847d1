/** Stop words of four letters and more: English, then German. */
export const FUNCTION_WORDS: ReadonlySet<string> = new Set(
  `about above after again against also always among another anybody anyone anything away back because become been
   before being below best better between both came cannot come could does doing done down during each either else even
   ever every everybody everyone everything feel find first from gets give given goes gone good great have having help
   here herself himself into itself just keep keeps knew know knows last less like likes little long look lots made make
   makes making many matter maybe mean might more most much must need needs neither never next nobody none nothing once
   only other others ought over people perhaps place rather really right said same says second seen shall should since some
   somebody someone something still such sure take takes tell than that their them themselves then there these they thing
   things think this those though thought through together told took toward under until upon used using very want wants
   well went were what whatever when where whether which while whole whom whose will with within without would years your
   yours yourself
   aber alle allem allen aller alles also andere anderen anders auch beide beim besser bist dabei dadurch dafür dagegen
   damit dann daran darauf daraus darf darum dass dazu deine deinem deinen deiner denen denn deren deshalb dessen diese
   diesem diesen dieser dieses doch dort durch eben eher eigentlich eine einem einen einer eines einfach einige einmal
   etwas euch euer eure gegen geht gemacht gerne gibt ganz habe haben hatte hier hinter ihre ihrem ihren ihrer immer
   irgend jede jedem jeden jeder jedes jemand jetzt kann kein keine keinen keiner können könnte leute machen macht manche
   mehr mein meine meinem meinen meiner meist möchte müssen muss nach nicht nichts noch oder ohne schon sehr sein seine
   seinem seinen seiner selbst sich sind sollen sollte sollten sondern sonst über unser unsere unter viel viele vielleicht
   vielen wann warum was weil welche welchem welchen welcher welches wenig wenn werden wieder will wird wirklich wohl
   wollen worden wurde würde würden zum zwischen`.match(/\S+/gu),
);
