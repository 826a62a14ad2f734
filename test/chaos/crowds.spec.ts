import { runScenarios } from './scenario.js';
import { fanOutKilled, optOuts } from './scenarios/crowds.js';
import { poison } from './scenarios/poison.js';
import { randomKills } from './scenarios/random-kills.js';
import { sameCall, sameEvent } from './scenarios/repetitions.js';
import { stopsUnderLoad } from './scenarios/stops.js';
import { twoClocks } from './scenarios/two-clocks.js';

runScenarios('short', 'postgres', {
  inTurn: [fanOutKilled, optOuts, randomKills, stopsUnderLoad, poison, sameEvent, sameCall, twoClocks],
});
