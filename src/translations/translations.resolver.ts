import { Arg, Ctx, Extensions, ID, Query, Resolver } from 'type-graphql';
import { parseOwnerId } from '../owners/owner-id.js';
import type { RequestContext } from '../request/context.js';
import { mergeTranslations } from './merge-translations.js';
import { parseResourcePath } from '../resources/resource-path.js';
import { Translations } from './translations.entity.js';
import type { TranslationsQueries } from './translations.queries.js';

@Resolver(() => Translations)
export class TranslationsResolver {
  constructor(private readonly queries: TranslationsQueries) {}

  @Extensions({ weight: 250 })
  @Query(() => Translations, {
    description:
      'The JSON objects directly below a path whose names are locales, merged for one locale: fr-CA over fr over the ' +
      'fallback. Empty where there is nothing that the caller may see. Errors: INVALID_ARGUMENTS.',
  })
  async translations(
    @Arg('ownerId', () => ID, { description: 'Whose; entries without a co-owner alone.' }) ownerId: string,
    @Arg('locale', () => String, { description: 'A tag of BCP 47: "fr-CA", "zh-Hant-TW".' }) locale: string,
    @Arg('fallback', () => String, {
      nullable: true,
      defaultValue: 'en',
      description: 'The locale for what the others do not say; null: none.',
    })
    fallback: string | null,
    @Arg('path', () => String, {
      nullable: true,
      defaultValue: 'i18n',
      description: 'Where they lie: "i18n", or a path below it for translations by name: "i18n/app".',
    })
    path: string | null,
    @Ctx() { viewer }: RequestContext,
  ): Promise<Translations> {
    const asked = { ownerId: parseOwnerId(ownerId, 'ownerId'), path: parseResourcePath(path ?? 'i18n') };
    return mergeTranslations(await this.queries.find(viewer, { ...asked, locale, fallback }));
  }
}
