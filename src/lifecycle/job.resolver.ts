import { Ctx, Extensions, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../request/context.js';
import { JobReport } from './job.entity.js';
import type { JobService } from './job.service.js';

@Resolver(() => JobReport)
export class JobResolver {
  constructor(private readonly service: JobService) {}

  @Extensions({ weight: 100, atMost: 20 })
  @Query(() => [JobReport], {
    description: 'What the server does by the clock, by name. Needs the role Root. Errors: FORBIDDEN.',
  })
  async jobs(@Ctx() { viewer }: RequestContext): Promise<JobReport[]> {
    return this.service.list(viewer);
  }
}
