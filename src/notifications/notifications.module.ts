import { Module } from '@nestjs/common';
import { CatalogListener } from './catalog/catalog-listener.js';
import { Catalog } from './catalog/catalog.js';
import { Planner } from './planning/planner.js';
import { Spreading } from './spreading/spreading.js';
import { Publications } from './templates/publications.js';
import { WordsOf } from './wording/words-of.js';

/** What is said: the catalog, its words, and the planning of messages. */
@Module({
  providers: [
    { provide: Catalog, useFactory: () => Catalog.load() },
    CatalogListener,
    Planner,
    Publications,
    Spreading,
    WordsOf,
  ],
  exports: [Catalog, Planner, Spreading, WordsOf],
})
export class NotificationsModule {}
