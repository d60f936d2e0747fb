import { ThingstoreError } from '../errors/thingstore-error.js';

export class ProjectExists extends ThingstoreError {
  readonly code = 'PROJECT_EXISTS';
  override readonly property = 'id';

  constructor(id: string) {
    super(`The project ${id} exists already.`);
  }
}

export class DomainNotFound extends ThingstoreError {
  readonly code = 'DOMAIN_NOT_FOUND';

  constructor(
    id: string,
    override readonly property = 'domainId',
  ) {
    super(`There is no domain ${id}.`);
  }
}

export class DomainExists extends ThingstoreError {
  readonly code = 'DOMAIN_EXISTS';
  override readonly property = 'name';

  constructor(name: string) {
    super(`There is a domain ${name} at that place already.`);
  }
}

export class UserNotFound extends ThingstoreError {
  readonly code = 'USER_NOT_FOUND';

  constructor(
    id: string,
    override readonly property = 'userId',
  ) {
    super(`There is no user ${id}.`);
  }
}

export class UserExists extends ThingstoreError {
  readonly code = 'USER_EXISTS';

  constructor(
    email: string,
    override readonly property = 'email',
  ) {
    super(`There is an account with the e-mail ${email} already.`);
  }
}

export class RoleAssignmentNotFound extends ThingstoreError {
  readonly code = 'ROLE_ASSIGNMENT_NOT_FOUND';
  override readonly property = 'id';

  constructor(id: string) {
    super(`There is no role assignment ${id}.`);
  }
}
