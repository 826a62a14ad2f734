import { Injectable } from '@nestjs/common';
import { LOCALES } from '../../directory/locales.js';
import { Catalog } from '../../notifications/catalog/catalog.js';
import { templatables, type Templatable } from '../../notifications/templates/templatable.js';
import { Templates } from '../../notifications/templates/templates.js';
import { publicationsOf, standings, versionsOf } from '../../notifications/templates/templates.sql.js';
import { CHANNELS } from '../../notifications/vocabulary.js';
import { Database } from '../../platform/database/database.js';
import type { Addressed } from './address.js';
import type { TemplateSummary, TemplateView } from './templates.view.js';

const SHOWN = 50;

/** What there is to read of templates. */
@Injectable()
export class TemplateViews {
  constructor(
    private readonly database: Database,
    private readonly catalog: Catalog,
    private readonly templates: Templates,
  ) {}

  async list(): Promise<TemplateSummary[]> {
    const saved = new Map(
      (await standings(this.database)).map((each) => [`${each.name} ${each.channel} ${each.locale}`, each]),
    );
    const places = CHANNELS.flatMap((channel) => LOCALES.map((locale) => ({ channel, locale })));
    return templatables(this.catalog).map((each) => ({
      ...head(each),
      texts: places.map(({ channel, locale }) => {
        const own = saved.get(`${each.name} ${channel} ${locale}`);
        return { channel, locale, current: own?.current ?? 0, newest: own?.newest ?? 0 };
      }),
    }));
  }

  async show({ templatable, key }: Addressed): Promise<TemplateView> {
    const [version, versions, publications] = await Promise.all([
      this.templates.current(key),
      versionsOf(this.database, key, SHOWN),
      publicationsOf(this.database, key, SHOWN),
    ]);
    const { channel, locale } = key;
    return {
      ...head(templatable),
      channel,
      locale,
      file: templatable.file(channel, locale),
      current: { version, ...(await this.templates.text(templatable, key, version)) },
      versions,
      publications,
      values: templatable.sample(locale),
    };
  }
}

const head = ({ name, type, event, channels }: Templatable) => ({ name, type, event, channels });
