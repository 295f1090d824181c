/** Where each method was published, as BibTeX, by the name that an `Estimate` carries. Facts only; knows no analysis. */

export interface Reference {
  /** Citation key. */
  readonly key: string;
  readonly kind: 'article' | 'book' | 'inproceedings';
  readonly fields: Readonly<Record<string, string>>;
}

const efronTibshirani: Reference = {
  key: 'efron1993introduction',
  kind: 'book',
  fields: {
    author: 'Efron, Bradley and Tibshirani, Robert J.',
    title: 'An Introduction to the Bootstrap',
    publisher: 'Chapman \\& Hall',
    year: '1993',
  },
};

const hall: Reference = {
  key: 'hall1992removal',
  kind: 'article',
  fields: {
    author: 'Hall, Peter',
    title: 'On the Removal of Skewness by Transformation',
    journal: 'Journal of the Royal Statistical Society. Series B (Methodological)',
    volume: '54',
    number: '1',
    pages: '221--228',
    year: '1992',
  },
};

const bonferroni: Reference = {
  key: 'dunn1961multiple',
  kind: 'article',
  fields: {
    author: 'Dunn, Olive Jean',
    title: 'Multiple Comparisons among Means',
    journal: 'Journal of the American Statistical Association',
    volume: '56',
    number: '293',
    pages: '52--64',
    year: '1961',
  },
};

const student: Reference = {
  key: 'student1908probable',
  kind: 'article',
  fields: {
    author: '{Student}',
    title: 'The Probable Error of a Mean',
    journal: 'Biometrika',
    volume: '6',
    number: '1',
    pages: '1--25',
    year: '1908',
  },
};

const miller: Reference = {
  key: 'miller1968jackknifing',
  kind: 'article',
  fields: {
    author: 'Miller, Rupert G.',
    title: 'Jackknifing Variances',
    journal: 'The Annals of Mathematical Statistics',
    volume: '39',
    number: '2',
    pages: '567--582',
    year: '1968',
  },
};

/** By interval method. A method of two parts has two. */
export const REFERENCES: Readonly<Record<string, readonly Reference[]>> = {
  studentized: [efronTibshirani],
  percentile: [efronTibshirani],
  basic: [efronTibshirani],
  maxT: [efronTibshirani],
  t: [student],
  stratified: [student],
  skewnessCorrectedT: [hall],
  widerOfTAndSkewnessCorrectedT: [student, hall],
  bonferroniT: [student, bonferroni],
  bca: [
    {
      key: 'efron1987better',
      kind: 'article',
      fields: {
        author: 'Efron, Bradley',
        title: 'Better Bootstrap Confidence Intervals',
        journal: 'Journal of the American Statistical Association',
        volume: '82',
        number: '397',
        pages: '171--185',
        year: '1987',
      },
    },
  ],
  expandedPercentile: [
    {
      key: 'hesterberg2015teachers',
      kind: 'article',
      fields: {
        author: 'Hesterberg, Tim C.',
        title: 'What Teachers Should Know about the Bootstrap: Resampling in the Undergraduate Statistics Curriculum',
        journal: 'The American Statistician',
        volume: '69',
        number: '4',
        pages: '371--386',
        year: '2015',
      },
    },
  ],
  nadeauBengio: [
    {
      key: 'nadeau2003inference',
      kind: 'article',
      fields: {
        author: 'Nadeau, Claude and Bengio, Yoshua',
        title: 'Inference for the Generalization Error',
        journal: 'Machine Learning',
        volume: '52',
        pages: '239--281',
        year: '2003',
      },
    },
  ],
  bouckaertFrank: [
    {
      key: 'bouckaert2004evaluating',
      kind: 'inproceedings',
      fields: {
        author: 'Bouckaert, Remco R. and Frank, Eibe',
        title: 'Evaluating the Replicability of Significance Tests for Comparing Learning Algorithms',
        booktitle: 'Advances in Knowledge Discovery and Data Mining (PAKDD)',
        series: 'Lecture Notes in Computer Science',
        volume: '3056',
        pages: '3--12',
        year: '2004',
      },
    },
  ],
  welch: [
    {
      key: 'welch1947generalization',
      kind: 'article',
      fields: {
        author: 'Welch, B. L.',
        title: 'The Generalization of `{Student}’s’ Problem when Several Different Population Variances Are Involved',
        journal: 'Biometrika',
        volume: '34',
        pages: '28--35',
        year: '1947',
      },
    },
  ],
  bonett: [
    {
      key: 'bonett2006approximate',
      kind: 'article',
      fields: {
        author: 'Bonett, Douglas G.',
        title: 'Approximate Confidence Interval for Standard Deviation of Nonnormal Distributions',
        journal: 'Computational Statistics \\& Data Analysis',
        volume: '50',
        number: '3',
        pages: '775--782',
        year: '2006',
      },
    },
  ],
  logJackknifeT: [miller],
  jackknifeT: [miller],
  kornGraubard: [
    {
      key: 'korn1998confidence',
      kind: 'article',
      fields: {
        author: 'Korn, Edward L. and Graubard, Barry I.',
        title:
          'Confidence Intervals for Proportions with Small Expected Number of Positive Counts Estimated from Survey Data',
        journal: 'Survey Methodology',
        volume: '24',
        number: '2',
        pages: '193--201',
        year: '1998',
      },
    },
  ],
  wilson: [
    {
      key: 'wilson1927probable',
      kind: 'article',
      fields: {
        author: 'Wilson, Edwin B.',
        title: 'Probable Inference, the Law of Succession, and Statistical Inference',
        journal: 'Journal of the American Statistical Association',
        volume: '22',
        number: '158',
        pages: '209--212',
        year: '1927',
      },
    },
  ],
  confidenceSequence: [
    {
      key: 'lai1976confidence',
      kind: 'article',
      fields: {
        author: 'Lai, Tze Leung',
        title: 'On Confidence Sequences',
        journal: 'The Annals of Statistics',
        volume: '4',
        number: '2',
        pages: '265--280',
        year: '1976',
      },
    },
  ],
  hettmanspergerSheather: [
    {
      key: 'hettmansperger1986confidence',
      kind: 'article',
      fields: {
        author: 'Hettmansperger, Thomas P. and Sheather, Simon J.',
        title: 'Confidence Intervals Based on Interpolated Order Statistics',
        journal: 'Statistics \\& Probability Letters',
        volume: '4',
        number: '2',
        pages: '75--79',
        year: '1986',
      },
    },
  ],
  hodgesLehmann: [
    {
      key: 'hodges1963estimates',
      kind: 'article',
      fields: {
        author: 'Hodges, J. L. and Lehmann, E. L.',
        title: 'Estimates of Location Based on Rank Tests',
        journal: 'The Annals of Mathematical Statistics',
        volume: '34',
        number: '2',
        pages: '598--611',
        year: '1963',
      },
    },
  ],
};

/** One entry of a `.bib` file. */
export function bibEntry({ kind, key, fields }: Reference): string {
  const lines = Object.entries(fields).map(([name, value]) => `  ${name} = {${value.replaceAll('’', "'")}},`);
  return [`@${kind}{${key},`, ...lines, '}', ''].join('\n');
}
