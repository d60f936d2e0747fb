import { Kind, type DocumentNode, type SelectionSetNode } from 'graphql';
import type { GraphqlConfig } from '../config/config.js';
import { InvalidArguments } from '../errors/invalid-arguments.js';
import { fragmentsOf, type Fragments } from './fragments.js';
import { JSON_DEPTH_LIMIT } from '../request/json-flaw.js';

/** How much one GraphQL request may ask for. The same on HTTP and WebSocket. */
export interface DocumentLimits {
  /** Lexical tokens of the document, counted before it is parsed. */
  readonly tokens: number;
  /** Brackets inside brackets of any kind, counted before it is parsed: the parser calls itself for each. */
  readonly nesting: number;
  /** Fields below fields; the root field is the first level. Below introspection `introspectionDepth` holds instead. */
  readonly depth: number;
  readonly introspectionDepth: number;
  /** Fields of one operation, aliases and all, each fragment counted wherever it is spread. */
  readonly selections: number;
  /** Fields of one operation at its root, counted the same way. */
  readonly rootFields: number;
  /** Fragments that spread fragments that spread fragments. */
  readonly fragmentNesting: number;
  /** Objects and lists inside each other, in a variable's value and in a literal. */
  readonly valueDepth: number;
  /** Objects that one operation can answer with at most. */
  readonly cost: number;
  /** Whether the schema may be asked for. */
  readonly allowsIntrospection: boolean;
}

/** As they are unless the operator sets others. */
export const DOCUMENT_LIMITS: DocumentLimits = {
  tokens: 10_000,
  nesting: 128,
  depth: 12,
  introspectionDepth: 20,
  selections: 1_000,
  rootFields: 100,
  fragmentNesting: 50,
  valueDepth: JSON_DEPTH_LIMIT,
  cost: 10_000,
  allowsIntrospection: true,
};

/** As the operator set them. */
export function documentLimitsOf(config: GraphqlConfig): DocumentLimits {
  return {
    ...DOCUMENT_LIMITS,
    tokens: config.tokenLimit,
    depth: config.depthLimit,
    selections: config.fieldLimit,
    rootFields: config.rootFieldLimit,
    cost: config.costLimit,
    allowsIntrospection: config.isIntrospectionOn,
  };
}

/** What a selection set asks for, with its fragments, as far as the text alone tells. */
interface Extent {
  /** Levels of fields, not counting those below introspection. */
  readonly depth: number;
  readonly depthWithIntrospection: number;
  readonly selections: number;
  /** Fields of the first level. */
  readonly fields: number;
  /** Levels of fragments that spread each other. */
  readonly fragmentNesting: number;
}

const NOTHING: Extent = { depth: 0, depthWithIntrospection: 0, selections: 0, fields: 0, fragmentNesting: 0 };

/** Refuses a document that asks for too much. Takes time linear in its length, however its fragments are doubled. */
export function checkDocumentLimits(document: DocumentNode, limits: DocumentLimits): void {
  const survey = new Survey(document, limits);
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) {
      checkExtent(survey.extentOf(definition.selectionSet, 0), limits);
    } else if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      // Never executed by itself, but validation compares its fields with each other.
      checkSelections(survey.extentOf(definition.selectionSet, 0), limits);
    }
  }
}

function checkExtent(extent: Extent, limits: DocumentLimits): void {
  checkSelections(extent, limits);
  if (extent.fields > limits.rootFields) {
    throw tooLarge(`An operation may have at most ${limits.rootFields.toString()} fields at its root.`);
  }
  if (extent.depth > limits.depth) {
    throw tooLarge(
      `The query is ${extent.depth.toString()} fields deep; at most ${limits.depth.toString()} are allowed.`,
    );
  }
  if (extent.depthWithIntrospection > Math.max(limits.depth, limits.introspectionDepth)) {
    throw tooLarge(`Introspection may be at most ${limits.introspectionDepth.toString()} fields deep.`);
  }
}

function checkSelections(extent: Extent, limits: DocumentLimits): void {
  if (extent.selections > limits.selections) {
    throw tooLarge(`An operation may select at most ${limits.selections.toString()} fields, aliases included.`);
  }
}

/** The refusal of a document by one of its limits. */
export function tooLarge(message: string, params?: Readonly<Record<string, unknown>>): InvalidArguments {
  return new InvalidArguments('query', message, params);
}

class Survey {
  private readonly fragments: Fragments;
  /** Of each fragment once: without it, fragments that spread the next one twice take exponential time. */
  private readonly known = new Map<string, Extent>();

  constructor(
    document: DocumentNode,
    private readonly limits: DocumentLimits,
  ) {
    this.fragments = fragmentsOf(document);
  }

  extentOf(selectionSet: SelectionSetNode | undefined, fragmentLevel: number): Extent {
    let sum = NOTHING;
    for (const selection of selectionSet?.selections ?? []) {
      if (selection.kind === Kind.FIELD) {
        const isIntrospection = selection.name.value.startsWith('__');
        sum = together(sum, fieldAbove(this.extentOf(selection.selectionSet, fragmentLevel), isIntrospection));
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        sum = together(sum, this.extentOf(selection.selectionSet, fragmentLevel));
      } else {
        sum = together(sum, this.extentOfFragment(selection.name.value, fragmentLevel + 1));
      }
    }
    return sum;
  }

  private extentOfFragment(name: string, fragmentLevel: number): Extent {
    this.checkFragmentNesting(fragmentLevel);
    const known = this.known.get(name);
    if (known !== undefined) return known;
    // A fragment that spreads itself counts as nothing here: validation refuses it.
    this.known.set(name, NOTHING);
    const content = this.extentOf(this.fragments.get(name)?.selectionSet, fragmentLevel);
    const extent = { ...content, fragmentNesting: content.fragmentNesting + 1 };
    // Counted from below as well: who meets a chain of fragments at its end never walks it in one piece.
    this.checkFragmentNesting(extent.fragmentNesting);
    this.known.set(name, extent);
    return extent;
  }

  private checkFragmentNesting(levels: number): void {
    if (levels <= this.limits.fragmentNesting) return;
    throw tooLarge(`Fragments may spread each other over at most ${this.limits.fragmentNesting.toString()} levels.`);
  }
}

function fieldAbove(below: Extent, isIntrospection: boolean): Extent {
  return {
    depth: isIntrospection ? 1 : below.depth + 1,
    depthWithIntrospection: below.depthWithIntrospection + 1,
    selections: below.selections + 1,
    fields: 1,
    fragmentNesting: below.fragmentNesting,
  };
}

function together(one: Extent, other: Extent): Extent {
  return {
    depth: Math.max(one.depth, other.depth),
    depthWithIntrospection: Math.max(one.depthWithIntrospection, other.depthWithIntrospection),
    selections: one.selections + other.selections,
    fields: one.fields + other.fields,
    fragmentNesting: Math.max(one.fragmentNesting, other.fragmentNesting),
  };
}
