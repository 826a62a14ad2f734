import { runScenarios } from './scenario.js';
import { kills } from './scenarios/kills.js';

runScenarios('short', 'redis', { atOnce: kills });
