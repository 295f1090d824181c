/**
 * What German, French, Spanish and Italian headings mean, as the English names that `names.ts` knows. Only words that mean one
 * thing in a table of scores stand here; marks above letters are taken off before.
 */
const WORDS: readonly (readonly [string, string])[] = [
  [
    'accuracy',
    'trefferquote genauigkeit treffergenauigkeit korrektklassifikationsrate exactitude exactitud accuratezza',
  ],
  ['errorrate', 'fehlerrate fehlerquote tauxderreur tasadeerror'],
  ['loss', 'verlust perte perdida perdita'],
  ['model', 'modell modele modelo modello'],
  ['method', 'verfahren methode metodo'],
  ['algorithm', 'algorithmus algorithme algoritmo'],
  ['classifier', 'klassifikator klassifizierer classifieur clasificador classificatore'],
  ['variant', 'variante'],
  ['dataset', 'datensatz datensatze jeudedonnees conjuntodedatos insiemedidati'],
  ['task', 'aufgabe tache tarea'],
  ['seed', 'startwert zufallszahl graine semilla seme'],
  ['run', 'lauf durchlauf durchgang corrida ejecucion esecuzione essai'],
  ['repeat', 'wiederholung repetition repeticion ripetizione'],
  ['fold', 'falte faltung pli pliegue piega'],
  ['split', 'aufteilung particion partizione'],
  ['step', 'schritt etape paso passo'],
  ['epoch', 'epoche epoque epoca'],
  ['question', 'frage pregunta domanda'],
  ['duration', 'dauer laufzeit rechenzeit duree duracion durata'],
];

const ENGLISH = new Map(WORDS.flatMap(([english, words]) => words.split(' ').map((word) => [word, english] as const)));

/** @param word lower case, without marks and spaces: `jeudedonnees` */
export function inEnglish(word: string): string | undefined {
  return ENGLISH.get(word);
}
