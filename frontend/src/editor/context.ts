// What can stand at a place of a query: the slot of a triple, a graph, a class; and what is known of variables.
import { tokenise, type Token } from "./tokens";

export type Slot = "subject" | "predicate" | "object" | "graph" | "expression" | "outside" | "none";

export interface Place {
  slot: Slot;
  subject: string;
  predicate: string;
}

export interface Triple {
  subject: string;
  predicate: string;
  object: string;
}

interface Frame extends Place {
  closes: string;
}

const TYPE = "a";
const OUTSIDE = /^(select|construct|describe|ask|order|group|having|limit|offset|base|prefix)$/i;
const PATTERN = /^(optional|union|minus|where|exists|not)$/i;

/** Walks over tokens and keeps in mind where in a triple it is. */
class Walker {
  private readonly frames: Frame[] = [{ slot: "outside", subject: "", predicate: "", closes: "" }];
  readonly triples: Triple[] = [];
  private anonymous = 0;

  get frame(): Frame {
    return this.frames[this.frames.length - 1] as Frame;
  }

  private push(slot: Slot, closes: string, subject = "", predicate = ""): void {
    this.frames.push({ slot, subject, predicate, closes });
  }

  step(token: Token): void {
    if (token.kind === "comment" || token.kind === "tag") return;
    if (token.kind === "mark") this.stepMark(token.text);
    else if (token.kind === "word" && !/^(a|true|false)$/.test(token.text)) this.stepWord(token.text);
    else this.stepTerm(token.text);
  }

  private stepMark(mark: string): void {
    const frame = this.frame;
    if (mark === "{") {
      this.push(/^(data|values)$/.test(frame.predicate) && frame.slot === "none" ? "expression" : "subject", "}");
    } else if (mark === "[") {
      const name = `[${++this.anonymous}]`;
      this.stepTerm(name);
      this.push("predicate", "]", name);
    } else if (mark === "(") {
      // In a predicate's place it groups a path, elsewhere an expression, a list or values.
      if (frame.slot === "predicate") this.push("predicate", ")", frame.subject);
      else this.push("expression", ")");
    } else if (mark === "}" || mark === "]" || mark === ")") this.pop(mark);
    else if (frame.slot !== "expression" && frame.slot !== "outside") this.stepPunctuation(mark);
  }

  private pop(mark: string): void {
    if (this.frames.length === 1) return;
    const closed = this.frames.pop() as Frame;
    const frame = this.frame;
    if (mark === "}") {
      frame.slot = this.frames.length === 1 ? "outside" : "subject";
      frame.predicate = "";
    } else if (mark === ")" && closed.slot !== "expression") {
      frame.slot = "object";
      frame.predicate = "";
    } else if (mark === ")" && frame.slot === "none" && frame.predicate === "filter") frame.slot = "subject";
  }

  private stepPunctuation(mark: string): void {
    const frame = this.frame;
    if (mark === ".") frame.slot = "subject";
    else if (mark === ";") frame.slot = "predicate";
    else if (mark === ",") frame.slot = "object";
    else if ((mark === "/" || mark === "|") && frame.slot === "object") frame.slot = "predicate";
  }

  private stepWord(word: string): void {
    const frame = this.frame;
    if (/^(graph|from|named|using)$/i.test(word)) frame.slot = "graph";
    else if (OUTSIDE.test(word)) frame.slot = "outside";
    else if (PATTERN.test(word)) frame.slot = this.frames.length > 1 ? "subject" : "outside";
    else if (/^(filter|bind)$/i.test(word)) Object.assign(frame, { slot: "none", predicate: "filter" });
    else if (/^values$/i.test(word)) Object.assign(frame, { slot: "none", predicate: "values" });
    else if (/^service$/i.test(word)) Object.assign(frame, { slot: "none", predicate: "service" });
  }

  private stepTerm(text: string): void {
    const frame = this.frame;
    if (frame.slot === "graph") frame.slot = this.frames.length > 1 ? "subject" : "outside";
    else if (frame.slot === "subject") Object.assign(frame, { subject: text, slot: "predicate" });
    else if (frame.slot === "predicate") Object.assign(frame, { predicate: text, slot: "object" });
    else if (frame.slot === "object") {
      this.triples.push({ subject: frame.subject, predicate: frame.predicate, object: text });
    }
  }
}

/** Return what can stand at an offset, given the text before the token that is being typed there. */
export function placeAt(text: string, offset: number): Place {
  const walker = new Walker();
  for (const token of tokenise(text.slice(0, offset))) walker.step(token);
  const { slot, subject, predicate } = walker.frame;
  return { slot, subject, predicate };
}

/** Return the triples that a query writes with a plain predicate, in the words of the query. */
export function readTriples(text: string): Triple[] {
  const walker = new Walker();
  for (const token of tokenise(text)) walker.step(token);
  return walker.triples;
}

/** Return whether a predicate's values are classes. */
export function wantsClass(predicate: string): boolean {
  return predicate === TYPE || /^(rdf:type|rdfs:(subClassOf|domain|range))$/.test(predicate);
}
