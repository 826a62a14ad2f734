import { Injectable } from '@nestjs/common';
import type { Caller } from '../../identity/caller.js';
import { Database } from '../../platform/database/database.js';
import { conflict, impossible, notFound } from '../../platform/errors/app-error.js';
import { decide } from './decide.sql.js';
import { declaredExperiments, type DeclaredExperiment } from './declared.js';
import type { ExperimentSummary, ExperimentView } from './experiments.dto.js';
import { knownExperiments, type KnownExperiment } from './experiments.sql.js';
import { medianBounds } from './intervals.js';
import { outcomesOf, readingTimes } from './outcomes.sql.js';
import { variantView } from './variant-view.js';

type Summary = Pick<ExperimentSummary, keyof ExperimentSummary>;

/** The experiments that are declared, and those that once were and have left something to look at. */
@Injectable()
export class Experiments {
  constructor(private readonly database: Database) {}

  async list(): Promise<ExperimentSummary[]> {
    const known = await knownExperiments(this.database, null);
    const declared = declaredExperiments();
    const names = new Set([...declared, ...known].map(({ name }) => name));
    return [...names].sort().map((name) =>
      summaryOf(
        name,
        declared.find((each) => each.name === name),
        known.find((each) => each.name === name),
      ),
    );
  }

  async show(name: string): Promise<ExperimentView> {
    const summary = await this.find(name);
    const outcomes = await outcomesOf(this.database, name);
    const bounds = outcomes.map(({ variant, read }) => {
      const [low, high] = medianBounds(read) ?? [0, 1];
      return { variant, low, high };
    });
    const times = await readingTimes(this.database, name, bounds);
    const results = summary.variants.map((variant) =>
      variantView(
        variant,
        outcomes.find((each) => each.variant === variant),
        times.find((each) => each.variant === variant),
      ),
    );
    return { ...summary, results };
  }

  /** Declared again it answers the same. From then on everybody has the steps that have won. */
  async decide(caller: Caller, name: string, variant: string): Promise<ExperimentSummary> {
    const { variants } = await this.find(name);
    if (!variants.includes(variant)) {
      const message = `must be one of ${variants.join(', ')}`;
      throw impossible(
        'variant-unknown',
        `${name} has no such variant: take one of ${variants.join(', ')}.`,
        {
          errors: [{ path: 'variant', message }],
        },
      );
    }
    const winner = await decide(this.database, { experiment: name, variant, decidedById: caller.userId });
    if (winner !== variant) {
      throw conflict(
        `${winner} has won ${name} already. To compare again, declare an experiment of another name.`,
      );
    }
    return await this.find(name);
  }

  private async find(name: string): Promise<Summary> {
    const [known] = await knownExperiments(this.database, name);
    const declared = declaredExperiments().find((each) => each.name === name);
    if (!known && !declared) {
      throw notFound('No type declares an experiment of this name, and no message has taken part in one.');
    }
    return summaryOf(name, declared, known);
  }
}

function summaryOf(
  name: string,
  declared: DeclaredExperiment | undefined,
  known: KnownExperiment | undefined,
): Summary {
  const won = known?.winner ? [known.winner.variant] : [];
  const variants = new Set([...Object.keys(declared?.variants ?? {}), ...(known?.variants ?? []), ...won]);
  return {
    name,
    type: declared?.type ?? null,
    variants: [...variants].sort(),
    steps: declared?.variants ?? null,
    messages: known?.messages ?? 0,
    firstMessageAt: known?.firstAt ?? null,
    lastMessageAt: known?.lastAt ?? null,
    winner: known?.winner ? { ...known.winner, decidedAt: new Date(known.winner.decidedAt) } : null,
  };
}
