import { Kind, type ValueNode } from 'graphql';
import { keyFlaw, numberFlaw, textFlaw } from '../request/json-flaw.js';

interface LiteralFindings {
  /** Ends the sentence "The value …". */
  readonly reason?: string;
  /** The names of the variables inside. */
  readonly variables: readonly string[];
}

/** What `findJsonFlaw` looks for in a variable's value, looked for in a literal: what a string escapes, it contains. */
export function findLiteralFlaw(literal: ValueNode, maximumDepth: number): LiteralFindings {
  const variables: string[] = [];
  const waiting: { readonly node: ValueNode; readonly depth: number }[] = [{ node: literal, depth: 1 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, depth } = next;
    const reason = leafReason(node) ?? depthReason(node, depth, maximumDepth);
    if (reason !== undefined) return { reason, variables };
    if (node.kind === Kind.VARIABLE) variables.push(node.name.value);
    for (const inner of valuesWithin(node)) waiting.push({ node: inner, depth: depth + 1 });
  }
  return { variables };
}

function leafReason(node: ValueNode): string | undefined {
  if (node.kind === Kind.STRING) return textFlaw(node.value);
  if (node.kind === Kind.INT || node.kind === Kind.FLOAT) return numberFlaw(Number(node.value));
  if (node.kind !== Kind.OBJECT) return undefined;
  return node.fields.map((field) => keyFlaw(field.name.value)).find((reason) => reason !== undefined);
}

function depthReason(node: ValueNode, depth: number, maximumDepth: number): string | undefined {
  const isContainer = node.kind === Kind.OBJECT || node.kind === Kind.LIST;
  return isContainer && depth > maximumDepth ? `is nested deeper than ${maximumDepth.toString()} levels` : undefined;
}

function valuesWithin(node: ValueNode): readonly ValueNode[] {
  if (node.kind === Kind.LIST) return node.values;
  return node.kind === Kind.OBJECT ? node.fields.map((field) => field.value) : [];
}
