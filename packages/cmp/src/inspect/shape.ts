import type { Element } from './element.ts';
import type { InspectRule } from './inspect-node.ts';

/**
 * What an element should look like, for a reader that goes on when it does not.
 *
 * The schemas of `messages/` stop at the first octet that is wrong; these say what everything is called. A test holds the
 * two together.
 */
export interface Shape {
  readonly type: string;
  /** The identifier octet where no other tag replaces it; absent when there is a choice, or anything goes. */
  readonly tagOctet?: number;
  readonly content: Content;
  readonly summarize?: ((element: Element) => string | undefined) | undefined;
  /** The whole value, when the summary had to shorten it. */
  readonly wholeText?: ((element: Element) => string | undefined) | undefined;
  /** What one in a list is called, better than by its number. */
  readonly nameOf?: ((element: Element) => string | undefined) | undefined;
  /** Where the element itself says what it is, and so which rule holds. */
  readonly ruleOf?: ((element: Element) => InspectRule | undefined) | undefined;
}

export type Content =
  | { readonly kind: 'primitive' }
  | { readonly kind: 'fields'; readonly fields: readonly FieldShape[] }
  | { readonly kind: 'list'; readonly item: FieldShape; readonly counted: string }
  | {
      readonly kind: 'choice';
      readonly alternatives: readonly FieldShape[];
      readonly names: 'shown' | 'label' | 'hidden';
    }
  /** A string whose content, after `skip` octets, is an element again. */
  | { readonly kind: 'holder'; readonly held: FieldShape; readonly skip: number }
  /** Whatever stands there, named by its tags. */
  | { readonly kind: 'anything' }
  /** A PKIMessage inside a PKIMessage. */
  | { readonly kind: 'message' };

export interface FieldShape {
  readonly name: string;
  /** A function where the type of what holds the field decides; it is given the dotted form of that. */
  readonly shape: Shape | ((type: string | undefined) => Shape);
  readonly optional: boolean;
  readonly explicit?: number;
  readonly implicit?: number;
  readonly rule?: InspectRule;
  /** Header and body: covered when the message has a protection. */
  readonly isProtectedPart?: boolean;
}

export type FieldOptions = Partial<Omit<FieldShape, 'name' | 'shape' | 'optional'>>;
type Texts = Pick<Shape, 'summarize' | 'wholeText' | 'nameOf' | 'ruleOf'>;

export function required(name: string, shape: FieldShape['shape'], options: FieldOptions = {}): FieldShape {
  return { name, shape, optional: false, ...options };
}

export function optional(name: string, shape: FieldShape['shape'], options: FieldOptions = {}): FieldShape {
  return { name, shape, optional: true, ...options };
}

export function fields(type: string, members: readonly FieldShape[], texts: Texts = {}): Shape {
  return { type, tagOctet: 0x30, content: { kind: 'fields', fields: members }, ...texts };
}

/** `counted` is the singular of what is counted: `1 certificate`, `2 entries`. */
export function listOf(type: string, item: FieldShape, counted = 'entry', texts: Texts = {}): Shape {
  return { type, tagOctet: 0x30, content: { kind: 'list', item, counted }, ...texts };
}

export function setOf(type: string, item: FieldShape, counted = 'entry', texts: Texts = {}): Shape {
  return { ...listOf(type, item, counted, texts), tagOctet: 0x31 };
}

export function choiceOf(
  type: string,
  alternatives: readonly FieldShape[],
  names: 'shown' | 'label' | 'hidden' = 'shown',
  texts: Texts = {},
): Shape {
  return { type, content: { kind: 'choice', alternatives, names }, ...texts };
}

export function primitive(type: string, tagOctet: number, texts: Texts = {}): Shape {
  return { type, tagOctet, content: { kind: 'primitive' }, ...texts };
}

/** An OCTET STRING, or another string with `skip`, that holds an element. */
export function holding(held: FieldShape, type = 'OCTET STRING', tagOctet = 0x04, skip = 0): Shape {
  return { type, tagOctet, content: { kind: 'holder', held, skip } };
}

export const anything: Shape = { type: 'ANY', content: { kind: 'anything' } };
