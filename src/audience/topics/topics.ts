import { Injectable } from '@nestjs/common';
import type { Caller } from '../../identity/caller.js';
import { Database } from '../../platform/database/database.js';
import { conflict, forbidden, notFound } from '../../platform/errors/app-error.js';
import { Audiences } from '../audiences.js';
import type { NewTopic, TopicChanges, TopicView } from './topic.dto.js';
import { topicKey } from './topic-name.js';
import {
  changeTopic,
  countTopics,
  deleteTopic,
  follow,
  insertTopic,
  topicsFor,
  unfollow,
  type TopicRow,
} from './topics.sql.js';

/** Of one group: whoever looks for one reads them all. */
const MOST_TOPICS = 100;
const enough = () => conflict(`This group has ${MOST_TOPICS} topics, which is the most. Delete one of them.`);

const noSuchTopic = () => notFound('There is no such topic in your groups.');

/** What people of a group choose to hear of. Of a group that is not theirs, nobody learns what there is. */
@Injectable()
export class Topics {
  constructor(
    private readonly database: Database,
    private readonly audiences: Audiences,
  ) {}

  async list(caller: Caller): Promise<TopicView[]> {
    const standing = await this.audiences.standing(caller);
    return (await topicsFor(this.database, caller.userId, standing)).map(viewOf);
  }

  async create(caller: Caller, { name, title, description, group }: NewTopic): Promise<TopicView> {
    const groupId = group.toLowerCase();
    await this.audiences.refuseUnlessLed(caller, groupId, 'group');
    const topic = { name, title, description: description ?? null, groupId };
    await this.database.transaction(async (sql) => {
      if ((await countTopics(sql, groupId)) >= MOST_TOPICS) throw enough();
      if (!(await insertTopic(sql, caller.userId, topic))) {
        throw conflict(`There is a topic called ${name} already. Choose another name.`);
      }
    });
    return viewOf(await this.find(caller, name));
  }

  async change(caller: Caller, name: string, changes: TopicChanges): Promise<TopicView> {
    const topic = await this.led(caller, name);
    await changeTopic(this.database, topic.id, changes);
    return viewOf(await this.find(caller, name));
  }

  async remove(caller: Caller, name: string): Promise<void> {
    const topic = await this.led(caller, name);
    await deleteTopic(this.database, topic.id);
  }

  async join(caller: Caller, name: string): Promise<TopicView> {
    const topic = await this.find(caller, name);
    if (!topic.belongs) throw forbidden(`Only who belongs to ${topic.group.name} can follow ${topic.name}.`);
    await follow(this.database, topic.id, caller.userId);
    return viewOf(await this.find(caller, name));
  }

  async leave(caller: Caller, name: string): Promise<TopicView> {
    const topic = await this.find(caller, name);
    await unfollow(this.database, topic.id, caller.userId);
    return viewOf(await this.find(caller, name));
  }

  private async led(caller: Caller, name: string): Promise<TopicRow> {
    const topic = await this.find(caller, name);
    if (!topic.mayAnnounce) throw forbidden(`You do not lead ${topic.group.name}, whose topic this is.`);
    return topic;
  }

  private async find(caller: Caller, name: string): Promise<TopicRow> {
    const standing = await this.audiences.standing(caller);
    const [topic] = await topicsFor(this.database, caller.userId, standing, topicKey(name));
    if (!topic) throw noSuchTopic();
    return topic;
  }
}

const viewOf = ({ id: _id, ...view }: TopicRow): TopicView => view;
