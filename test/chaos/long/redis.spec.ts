import { runScenarios } from '../scenario.js';
import { flushes, redisAway, redisHangs } from '../scenarios/queue-outages.js';
import { everything } from './everything.js';

runScenarios('long', 'redis', {
  inTurn: everything.inTurn,
  atOnce: [...everything.atOnce, redisAway, redisHangs, flushes],
});
