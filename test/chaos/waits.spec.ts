import { runScenarios } from './scenario.js';
import { wrongClocks } from './scenarios/clocks.js';
import { databaseRestarts } from './scenarios/database-restarts.js';
import { drips, hangs, refuses } from './scenarios/providers.js';
import { flushes, redisAway, redisHangs } from './scenarios/queue-outages.js';
import { stalls } from './scenarios/stalls.js';

// Those that wait out a real lease come first.
runScenarios('short', 'redis', {
  atOnce: [hangs, databaseRestarts, refuses, wrongClocks, redisAway, redisHangs, flushes, drips, ...stalls],
});
