import type { Scenarios } from '../scenario.js';
import { wrongClocks } from '../scenarios/clocks.js';
import { fanOutKilled, optOuts } from '../scenarios/crowds.js';
import { databaseRestarts } from '../scenarios/database-restarts.js';
import { kills } from '../scenarios/kills.js';
import { membership } from '../scenarios/membership.js';
import { poison } from '../scenarios/poison.js';
import { drips, hangs, refuses } from '../scenarios/providers.js';
import { randomKills } from '../scenarios/random-kills.js';
import { sameCall, sameEvent } from '../scenarios/repetitions.js';
import { stalls } from '../scenarios/stalls.js';
import { stopsUnderLoad } from '../scenarios/stops.js';
import { twoClocks } from '../scenarios/two-clocks.js';

/** All that does not need a Redis. */
export const everything = {
  inTurn: [
    randomKills,
    fanOutKilled,
    optOuts,
    membership,
    stopsUnderLoad,
    poison,
    sameEvent,
    sameCall,
    twoClocks,
  ],
  atOnce: [...kills, hangs, databaseRestarts, refuses, wrongClocks, drips, ...stalls],
} satisfies Scenarios;
