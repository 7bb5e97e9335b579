import { DerError } from '@crypto-cmp/der';

import { contentOf, type Element, elementAt, leadingOid } from './element.ts';
import type { InspectRule } from './inspect-node.ts';
import { anything, type FieldShape, primitive, type Shape } from './shape.ts';
import { UNIVERSAL_SHAPES } from './shapes/primitive-shapes.ts';
import { showOctetsOrText } from './show-octets.ts';
import { typeName } from './type-name.ts';

/** What stands behind the tags and choices of a field. */
export interface Resolved {
  /** The innermost element: its content is the value. */
  readonly element: Element;
  readonly shape: Shape;
  /** `[1] ip · CertRepMessage` */
  readonly type: string;
  readonly summary: string | undefined;
  /** The alternatives taken, as they stand in paths. */
  readonly alternatives: readonly string[];
  /** The alternative that gives the element its name. */
  readonly label: string | undefined;
  readonly rule: InspectRule | undefined;
  readonly problem: string | undefined;
}

/** Whether an element that begins with this identifier octet can be this field. */
export function accepts({ explicit, implicit, shape }: FieldShape, tagOctet: number): boolean {
  const tag = explicit ?? implicit;
  if (tag !== undefined) return (tagOctet & 0xdf) === (0x80 | tag);
  if (typeof shape === 'function') return true;
  if (shape.content.kind === 'choice') return shape.content.alternatives.some((field) => accepts(field, tagOctet));
  return shape.tagOctet === undefined || (shape.tagOctet & 0xdf) === (tagOctet & 0xdf);
}

/** Follows explicit tags and choices down to the value. */
export function resolveField(outermost: Element, field: FieldShape, messageShape: Shape): Resolved {
  const { problem } = outermost;
  const trail: Trail = { element: outermost, shape: anything, tags: [], segments: [], alternatives: [], problem };
  enter(trail, field, messageShape);
  while (trail.shape.content.kind === 'choice') {
    const { alternatives, names } = trail.shape.content;
    const taken = alternatives.find((alternative) => accepts(alternative, trail.element.tlv.tagOctet));
    if (taken === undefined) {
      trail.problem ??= `expected ${trail.shape.type}, got ${typeName(trail.element.tlv)}`;
      trail.shape = anything;
      break;
    }
    trail.summary ??= trail.shape.summarize?.(trail.element);
    trail.alternatives.push(taken.name);
    if (names === 'label') trail.label = taken.name;
    enter(trail, taken, messageShape, names === 'shown');
  }
  checkTag(trail);
  return finish(trail);
}

interface Trail {
  element: Element;
  shape: Shape;
  /** The field entered last. */
  field?: FieldShape;
  /** Tags that wait for a name. */
  tags: string[];
  readonly segments: string[];
  readonly alternatives: string[];
  label?: string;
  summary?: string | undefined;
  rule?: InspectRule | undefined;
  problem?: string | undefined;
}

function enter(trail: Trail, field: FieldShape, messageShape: Shape, named = false): void {
  trail.field = field;
  trail.rule = field.rule ?? trail.rule;
  trail.shape = shapeOf(field, trail.element.parent, messageShape);
  const tag = field.explicit ?? field.implicit;
  if (tag !== undefined) trail.tags.push(`[${tag}]`);
  if (named) trail.segments.push([...trail.tags.splice(0), field.name].join(' '));
  if (field.explicit !== undefined) lookInside(trail, field.explicit);
}

function lookInside(trail: Trail, tag: number): void {
  const { bytes, tlv, parent } = trail.element;
  const held = elementAt(bytes, tlv.contentStart, tlv.end, parent);
  if (held instanceof DerError) {
    trail.problem ??= `expected an element inside [${tag}]`;
    trail.shape = anything;
    return;
  }
  if (held.tlv.end < tlv.end) trail.problem ??= `expected the end of [${tag}] after one element`;
  trail.problem ??= held.problem;
  trail.element = held;
}

function shapeOf({ shape }: FieldShape, holder: Element | undefined, messageShape: Shape): Shape {
  const known = typeof shape === 'function' ? shape(holder && leadingOid(holder)) : shape;
  return known.content.kind === 'message' ? messageShape : known;
}

/** Where no tag stands in its place, the shape's own must be there. */
function checkTag(trail: Trail): void {
  const { element, field, shape } = trail;
  if (shape.tagOctet === undefined || element.tlv.tagOctet === shape.tagOctet) return;
  if (field?.implicit !== undefined && element.tlv.constructed === ((shape.tagOctet & 0x20) !== 0)) return;
  trail.problem ??= `expected ${shape.type}, got ${typeName(element.tlv)}`;
  trail.shape = anything;
}

function finish({
  element,
  shape,
  field,
  tags,
  segments,
  alternatives,
  label,
  summary,
  rule,
  problem,
}: Trail): Resolved {
  const known = shape.content.kind === 'anything' ? namedByTag(element, shape) : shape;
  const ownType = field?.implicit !== undefined && shape.type === 'ANY' ? [] : [known.type];
  return {
    element,
    shape: known,
    type: [...segments, [...tags, ...ownType].join(' ')].filter((part) => part !== '').join(' · '),
    summary: summary ?? known.summarize?.(element),
    alternatives,
    label,
    rule: rule ?? known.ruleOf?.(element),
    problem,
  };
}

/** A universal type is known by its tag; of all others only what is inside can be shown. */
function namedByTag({ tlv }: Element, shape: Shape): Shape {
  if (shape.type !== 'ANY') return shape;
  const universal = UNIVERSAL_SHAPES.get(tlv.tagOctet);
  if (universal !== undefined) return universal;
  const type = typeName(tlv);
  if (tlv.constructed) return { type, content: { kind: 'anything' } };
  return primitive(type, tlv.tagOctet, { summarize: (element) => showOctetsOrText(contentOf(element)) });
}
