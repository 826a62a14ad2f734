import { runScenarios } from './scenario.js';
import { fanOutKilled, optOuts } from './scenarios/crowds.js';
import { membership } from './scenarios/membership.js';
import { poison } from './scenarios/poison.js';
import { randomKills } from './scenarios/random-kills.js';
import { sameCall, sameEvent } from './scenarios/repetitions.js';
import { stopsUnderLoad } from './scenarios/stops.js';
import { twoClocks } from './scenarios/two-clocks.js';

runScenarios('short', 'postgres', {
  inTurn: [
    fanOutKilled,
    optOuts,
    membership,
    randomKills,
    stopsUnderLoad,
    poison,
    sameEvent,
    sameCall,
    twoClocks,
  ],
});
