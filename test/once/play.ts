import type { RunResult } from '../../tools/engine/engine';
import type { Stage } from '../../tools/engine/stage';
import type { KeyedOperation } from './operations';
import { Scene } from './scene';
import { EVENTS, type Way } from './ways';

/**
 * Runs a way with several operations, each with its own faults. The event in the middle (`meanwhile`) happens once
 * for all of them.
 * @throws if the first execution does not do what the way requires
 * @returns the outcome of each operation, in their order
 */
export async function play(
	stage: Stage,
	{ scene: options, first, isNew = false, meanwhile, again }: Way,
	operations: KeyedOperation[],
): Promise<string[]> {
	if (options?.isOnDisk) await stage.restartN8n({ binaryMode: 'filesystem' });
	const scenes: Array<{ scene: Scene; result?: RunResult }> = [];
	for (const operation of operations) {
		const scene = await Scene.set(stage, operation, options);
		scenes.push({ scene, result: await first?.(scene) });
		if (first && scene.hasSent === isNew) {
			throw new Error(`${operation.title}: the first execution sent ${isNew ? 'it' : 'nothing'}`);
		}
		await scene.recover();
	}
	if (meanwhile) await EVENTS[meanwhile](stage);
	const outcomes: string[] = [];
	for (const { scene, result } of scenes) {
		outcomes.push(await again(scene, result as RunResult));
	}
	if (options?.isOnDisk) await stage.restartN8n({ binaryMode: 'default' });
	return outcomes;
}
