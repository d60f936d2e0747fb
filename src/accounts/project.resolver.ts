import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../request/context.js';
import { Project } from './project.entity.js';
import { CreateProjectInput } from './project.input.js';
import type { ProjectService } from './project.service.js';

@Resolver(() => Project)
export class ProjectResolver {
  constructor(private readonly service: ProjectService) {}

  @Query(() => [Project], {
    description: 'All projects, by name: for the role Root of the first project only. Errors: FORBIDDEN.',
  })
  async projects(@Ctx() { viewer }: RequestContext): Promise<Project[]> {
    return this.service.list(viewer);
  }

  @Mutation(() => Project, {
    description:
      'Creates a project with its root domain and a Root account that holds every privilege there: for the role Root of ' +
      'the first project only, who has no rights in the new one. ' +
      'Errors: INVALID_ARGUMENTS, FORBIDDEN, PROJECT_EXISTS, USER_EXISTS.',
  })
  async createProject(
    @Arg('input', () => CreateProjectInput, { description: 'The project.' }) input: CreateProjectInput,
    @Ctx() { viewer }: RequestContext,
  ): Promise<Project> {
    return this.service.create(viewer, input);
  }
}
