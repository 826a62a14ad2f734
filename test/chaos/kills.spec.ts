import { runScenarios } from './scenario.js';
import { killsAtEachStep } from './scenarios/kills.js';

runScenarios('short', 'redis', [killsAtEachStep]);
