import type { Target } from '../running/target.ts';
import { type ChangeCrypto, playScene, type Scene, type Script } from '../scenes/scene.ts';
import { faultyScripts, honestScripts } from '../scenes/scripts.ts';
import { createWorld, type World } from '../scenes/world.ts';
import { readCapturedList, readCaptures } from './captures.ts';
import { cmsSeeds } from './cms-seeds.ts';
import { derTarget } from './der.ts';
import { keyDeliveryTarget } from './key-delivery.ts';
import { answersIn, certificatesIn, nestedSeeds, rareSeeds } from './message-seeds.ts';
import { cmsTarget, inspectTarget, messagesTarget } from './messages.ts';
import { pathTarget } from './path.ts';
import { transactionTarget } from './transaction.ts';
import { createX509Samples } from './x509-samples.ts';
import { x509Target } from './x509.ts';

/**
 * Everything that is fuzzed, the same on every run. `withCrypto` changes the cryptography of the clients, to see that what
 * is promised would be missed.
 */
export async function createTargets(withCrypto?: ChangeCrypto): Promise<readonly Target[]> {
  const world = await createWorld();
  const honest = await playAll(await honestScripts(world), world, withCrypto);
  const faulty = await playAll(faultyScripts(world), world, withCrypto);
  const recorded = readCaptures();
  const messages = [
    ...recorded,
    ...(await nestedSeeds(honest, world)),
    ...rareSeeds(world),
    ...answersIn([...honest, ...faulty]),
  ];
  return [
    derTarget(),
    x509Target(await createX509Samples(world, certificatesIn(recorded), readCapturedList())),
    await pathTarget(world),
    messagesTarget(messages),
    inspectTarget(messages),
    cmsTarget(await cmsSeeds(honest)),
    transactionTarget('transaction', honest, world),
    transactionTarget('faults', faulty, world),
    await keyDeliveryTarget(honest, world),
  ];
}

async function playAll(scripts: readonly Script[], world: World, withCrypto?: ChangeCrypto): Promise<readonly Scene[]> {
  const scenes: Scene[] = [];
  // In turn: each changes what the CA knows.
  for (const script of scripts) scenes.push(await playScene(script, world, withCrypto));
  return scenes;
}
