import { Kind, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import type { Fragments } from './fragments.js';

/** What may be asked without a login. */
const PUBLIC_ROOT_FIELDS: ReadonlySet<string> = new Set(['login', 'viewer', '__schema', '__type', '__typename']);

/** Whether every field at the root of the operation, fragments followed, needs no login. */
export function isPublicOperation(operation: OperationDefinitionNode, fragments: Fragments): boolean {
  const followed = new Set<string>();
  const isPublic = (selectionSet: SelectionSetNode | undefined): boolean =>
    (selectionSet?.selections ?? []).every((selection) => {
      if (selection.kind === Kind.FIELD) return PUBLIC_ROOT_FIELDS.has(selection.name.value);
      if (selection.kind === Kind.INLINE_FRAGMENT) return isPublic(selection.selectionSet);
      const name = selection.name.value;
      if (followed.has(name)) return true;
      followed.add(name);
      return isPublic(fragments.get(name)?.selectionSet);
    });
  return isPublic(operation.selectionSet);
}
