/** The built-in roles on resources, each with all that the one before it may do. */
export const RESOURCE_ROLES = ['ResourceViewer', 'ResourceEditor', 'ResourceAdmin'] as const;

/** What may be done with entries: read them; create, change and remove them; also give others a role there. */
export type ResourceRole = (typeof RESOURCE_ROLES)[number];

/** The role itself and those that include it. */
export function rolesFrom(least: ResourceRole): readonly ResourceRole[] {
  return RESOURCE_ROLES.slice(RESOURCE_ROLES.indexOf(least));
}

export function isResourceRole(text: string): text is ResourceRole {
  return RESOURCE_ROLES.some((role) => role === text);
}
