// The neutral message model as the server sends it (docs/architecture.md, "Dialogue → channel").
// What comes over the network is read once, here: what is not as promised becomes empty, never an exception in a view.

export interface QuickReply {
  title: string;
  choice: string;
}

export interface FigureFormat {
  kind: string;
  unit: string;
}

export interface Question {
  variable: string;
  text: string;
  label: string;
  reason: string;
  find: string;
  example: string;
  multiple: boolean;
  figure: FigureFormat | null;
}

/** One fact the advisor plays back; `figure` for numbers, with its value where one exact figure was told. */
export interface Noted {
  variable: string;
  label: string;
  value: string;
  figure: (FigureFormat & { value: number | null }) | null;
  changeable: boolean;
}

export interface Progress {
  text: string;
  decided: boolean;
}

export type Card =
  | { type: "question"; questions: Question[] }
  | { type: "report"; report: Report }
  | { type: "deleted" }
  | null;

export interface Message {
  text: string;
  quickReplies: QuickReply[];
  card: Card;
  progress: Progress | null;
  noted: Noted[];
}

/** A message of the history. `id` only while it waits for its answer. */
export interface PastMessage extends Message {
  from: "merchant" | "advisor";
  id: string | null;
}

export interface Diagnosis {
  id: string;
  title: string;
  stage: string;
  status: string;
  why: string;
  judgement: string;
  because: { text: string }[];
  claims: string[];
}

export interface Step {
  action: string;
  title: string;
  how: string;
  role: string;
  metric: string;
  target: string;
  review_days: number;
  claims: string[];
}

export interface Avoided {
  title: string;
  why: string;
  until: string;
  planned: boolean;
}

export interface Field {
  name: string;
  role: string;
  readiness: string;
  next: string;
}

/** The report as the interface fixes it; read loosely, because later versions may add to it. */
export interface Report {
  stage: string;
  headline: string;
  main: string | null;
  decided: boolean;
  diagnoses: Diagnosis[];
  next_steps: Step[];
  avoid: Avoided[];
  fields: Record<string, Field>;
  missing: { question: string }[];
  thresholds: { name: string; value: string; source: string; judgement: boolean }[];
  claim_texts: Record<string, string>;
  knowledge_version: string;
}

type Json = Record<string, unknown>;

export function readMessages(given: unknown): Message[] {
  return entries(given).map(readMessage);
}

export function readHistory(given: unknown): PastMessage[] {
  return entries(given).map((one) => ({
    ...readMessage(one),
    from: one.from === "merchant" ? "merchant" : "advisor",
    id: typeof one.id === "string" ? one.id : null,
  }));
}

export function readMessage(given: Json): Message {
  return {
    text: words(given.text),
    quickReplies: entries(given.quick_replies).map((one) => ({ title: words(one.title), choice: words(one.choice) })),
    card: readCard(given.card),
    progress: isObject(given.progress)
      ? { text: words(given.progress.text), decided: given.progress.decided === true }
      : null,
    noted: entries(given.noted).map(readNoted),
  };
}

function readCard(given: unknown): Card {
  if (!isObject(given)) return null;
  if (given.type === "question") return { type: "question", questions: entries(given.questions).map(readQuestion) };
  if (given.type === "report" && isObject(given.report)) return { type: "report", report: readReport(given.report) };
  if (given.type === "deleted") return { type: "deleted" };
  return null;
}

function readQuestion(given: Json): Question {
  return {
    variable: words(given.variable),
    text: words(given.text),
    label: words(given.label),
    reason: words(given.reason),
    find: words(given.find),
    example: words(given.example),
    multiple: given.multiple === true,
    figure: readFormat(given.figure),
  };
}

function readNoted(given: Json): Noted {
  const format = readFormat(given.figure);
  const value = isObject(given.figure) && typeof given.figure.value === "number" ? given.figure.value : null;
  return {
    variable: words(given.variable),
    label: words(given.label),
    value: words(given.value),
    figure: format && { ...format, value },
    changeable: given.changeable === true,
  };
}

function readFormat(given: unknown): FigureFormat | null {
  return isObject(given) ? { kind: words(given.kind), unit: words(given.unit) } : null;
}

function readReport(given: Json): Report {
  return {
    stage: words(given.stage),
    headline: words(given.headline),
    main: typeof given.main === "string" ? given.main : null,
    decided: given.decided !== false,
    diagnoses: entries(given.diagnoses).map((one) => ({
      id: words(one.id),
      title: words(one.title),
      stage: words(one.stage),
      status: words(one.status),
      why: words(one.why),
      judgement: words(one.judgement),
      because: entries(one.because).map((reason) => ({ text: words(reason.text) })),
      claims: texts(one.claims),
    })),
    next_steps: entries(given.next_steps).map((one) => ({
      action: words(one.action),
      title: words(one.title),
      how: words(one.how),
      role: words(one.role),
      metric: words(one.metric),
      target: words(one.target),
      review_days: typeof one.review_days === "number" ? one.review_days : 0,
      claims: texts(one.claims),
    })),
    avoid: entries(given.avoid).map((one) => ({
      title: words(one.title),
      why: words(one.why),
      until: words(one.until),
      planned: one.planned === true,
    })),
    fields: Object.fromEntries(
      Object.entries(isObject(given.fields) ? given.fields : {})
        .filter((pair): pair is [string, Json] => isObject(pair[1]))
        .map(([id, one]) => [
          id,
          { name: words(one.name), role: words(one.role), readiness: words(one.readiness), next: words(one.next) },
        ]),
    ),
    missing: entries(given.missing).map((one) => ({ question: words(one.question) })),
    thresholds: entries(given.thresholds).map((one) => ({
      name: words(one.name),
      value: words(one.value),
      source: words(one.source),
      judgement: one.judgement === true,
    })),
    claim_texts: Object.fromEntries(
      Object.entries(isObject(given.claim_texts) ? given.claim_texts : {}).map(([id, text]) => [id, words(text)]),
    ),
    knowledge_version: words(given.knowledge_version),
  };
}

function isObject(given: unknown): given is Json {
  return typeof given === "object" && given !== null && !Array.isArray(given);
}

function entries(given: unknown): Json[] {
  return Array.isArray(given) ? given.filter(isObject) : [];
}

function texts(given: unknown): string[] {
  return Array.isArray(given) ? given.filter((one): one is string => typeof one === "string") : [];
}

function words(given: unknown): string {
  return typeof given === "string" ? given : "";
}
