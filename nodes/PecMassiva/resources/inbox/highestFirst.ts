import {
	NodeOperationError,
	sleep,
	type DeclarativeRestApiSettings,
	type IExecutePaginationFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';

import { requestOnce } from '../../../shared/outcome/requestOnce';
import {
	failedItem,
	failureOf,
	nameOthers,
	stoppedBefore,
	OutcomeUnknown,
	type Failure,
} from '../../../shared/outcome/failure';
import { refusalOf } from '../../../shared/run/prepare';
import { Cancelled, withRetry } from '../../../shared/rateLimit/retry';
import { isTool, itemCount, itemKey, runOf, type Run, type Attempt } from '../../../shared/run/run';
import { givenUp } from '../../../shared/engine/givenUp';
import { assertEngine } from '../../../shared/engine/probe';
import type { FindBy } from '../../../shared/outcome/findBy';
import { isSpacedByUser, isStoppedByUser } from '../../../shared/dispatch/userChoices';
import { mayBeAccepted, classify } from '../../../shared/outcome/classify';
import { readMail } from '../../inbox';
import { deleting } from '../../policies';
import { doomedBy, type Doomed } from './delete';

type Request = DeclarativeRestApiSettings.ResultOptions;

/** What one item wants deleted, and the means to do it. */
interface Order {
	context: IExecutePaginationFunctions;
	request: Request;
	mails: Doomed[];
}

/** What became of an ID: deleted, or why not. */
type Fate = 'deleted' | Failure;

/** The orders of a try, and their execution once all are there. */
interface Plan {
	orders: Order[];
	execution?: Promise<void>;
}

const plans = new WeakMap<Attempt, Plan>();

/** What a run has done to each ID: under Retry On Fail a second deletion would hit another mail. */
const fates = new WeakMap<Run, Map<number, Fate>>();

/**
 * Deletes the mails of all items of a run together, one at a time and from the highest ID down. It stands
 * where other operations have `dispatch`, which takes the items as they come: in that order, each deletion
 * would change the IDs of the mails that the items after it mean.
 */
export async function deleteHighestFirst(
	this: IExecutePaginationFunctions,
	request: Request,
): Promise<INodeExecutionData[]> {
	const item = this.getItemIndex();
	const continues = this.continueOnFail();
	const isSpaced = isSpacedByUser(this);
	let refusal: Error | undefined = refusalOf(request.options);
	const mails = refusal ? [] : doomedBy(request.options);

	const run = runOf(this);
	const currentTry = run.enter(itemKey(this, request.options), itemCount(this));
	const plan = plans.get(currentTry) ?? { orders: [] };
	plans.set(currentTry, plan);
	plan.orders.push({ context: this, request, mails });
	if (refusal && !continues) currentTry.isStopped = true;
	// An item that n8n can't work out never arrives where the user wants the rest all the same. Those that
	// do arrive are there before any timer ends, for nothing on their way waits.
	await (continues && !isSpaced ? sleep(0) : currentTry.allArrived());
	const hasGivenUp = isSpaced ? undefined : await givenUp(this, run, currentTry);
	refusal ??= hasGivenUp;

	const known = knownFates(this, run);
	if (!hasGivenUp) plan.execution ??= execute(plan.orders, known, currentTry, run);
	await plan.execution;

	const failures = mails.map(({ id }) => known.get(id)).filter((fate) => fate instanceof Error);
	const subject = {
		policy: deleting,
		node: this.getNode(),
		request: request.options,
		itemIndex: item,
	};
	const failure = refusal ? failureOf(refusal, subject) : failures[0];
	if (failure && !continues) {
		throw nameOthers(failure, run.accepted, run.unknownOutcomesBut(suspectOf(failure)));
	}
	if (!failure && currentTry.isStopped && isStoppedByUser(this)) throw stoppedBefore(subject);
	return [
		...mails
			.filter(({ id }) => known.get(id) === 'deleted')
			.map(({ id }) => ({ json: { id, deleted: true }, pairedItem: { item } })),
		...(refusal ? [failureOf(refusal, subject)] : failures).map((each) => failedItem(each, item)),
	];
}

/**
 * What the tries before have done. The calls of an agent are no tries of one another: what it asks for by
 * an ID that it has deleted before is another mail.
 */
function knownFates(context: IExecutePaginationFunctions, run: Run): Map<number, Fate> {
	const before = fates.get(run) ?? new Map<number, Fate>();
	const stillHolds = ([, fate]: [number, Fate]) => isInDoubt(fate);
	const known = isTool(context) ? new Map([...before].filter(stillHolds)) : before;
	fates.set(run, known);
	return known;
}

/** Notes what became of an ID, for the failure of another one or, after a stop, the log to name it. */
function note(run: Run, id: number, fate: Fate): void {
	if (fate === 'deleted') run.accepted.push(String(id));
	else if (isInDoubt(fate)) run.unknownOutcomes.set(suspectOf(fate), fate.context.findBy as FindBy);
}

const suspectOf = ({ context }: Failure) => JSON.stringify(context.findBy ?? null);

/** Goes through all IDs of all orders. A failure stops it, unless the user wants the rest. */
async function execute(
	orders: Order[],
	known: Map<number, Fate>,
	currentTry: Attempt,
	run: Run,
): Promise<void> {
	const steps = orders.flatMap((order) => order.mails.map((mail) => ({ order, mail })));
	steps.sort((a, b) => b.mail.id - a.mail.id);
	for (const { order, mail } of steps) {
		const { context, request } = order;
		if (isStoppedByUser(context)) {
			currentTry.isStopped = true;
			run.logOutcomes(context.logger);
		}
		if (currentTry.isStopped) return;
		// Deleted before, or it may be: then the ID means another mail by now.
		if (known.get(mail.id) === 'deleted' || isInDoubt(known.get(mail.id))) continue;
		const fate = await deleteOne(order, mail, currentTry).catch((error): Fate => {
			const itemIndex = context.getItemIndex();
			const subject = {
				policy: withTrace(mail),
				node: context.getNode(),
				request: request.options,
				itemIndex,
			};
			return failureOf(error, subject);
		});
		known.set(mail.id, fate);
		note(run, mail.id, fate);
		if (isStoppedByUser(context)) run.logOutcomes(context.logger);
		if (fate !== 'deleted' && !context.continueOnFail()) currentTry.isStopped = true;
	}
}

const withTrace = ({ id }: Doomed) => ({
	...deleting,
	findBy: () => ({ 'Message ID': String(id) }),
});

const isInDoubt = (fate?: Fate): fate is Failure =>
	fate instanceof Error && fate.context.outcome === 'maybeSent';

async function deleteOne(
	{ context, request }: Order,
	mail: Doomed,
	currentTry: Attempt,
): Promise<'deleted'> {
	const node = context.getNode();
	await assertEngine(context, request);
	await assertSame(context, mail);
	const isCancelled = () => currentTry.isStopped || isStoppedByUser(context);
	let sentAt = new Date();
	const deletion = withRetry({ policy: deleting, node, isCancelled }, async () => {
		sentAt = new Date();
		const options = { ...request.options, url: `/inbox/${mail.id}` };
		const asked = { policy: deleting, node, itemIndex: context.getItemIndex() };
		return await requestOnce(
			options,
			asked,
			async () => await context.makeRoutingRequest({ ...request, options }),
		);
	});
	await deletion.catch((error) => {
		const isOpen = !(error instanceof Cancelled) && mayBeAccepted(classify(error));
		throw isOpen ? new OutcomeUnknown(error, sentAt, request.options) : error;
	});
	return 'deleted';
}

/** The inbox may have changed since the user listed it. */
async function assertSame(context: IExecutePaginationFunctions, { id, likeness }: Doomed) {
	if (!likeness || (await readMail(context, id, likeness))) return;
	throw new NodeOperationError(
		context.getNode(),
		`Message ${id} is not the one that was listed any more: '${likeness.object}'`,
		{
			itemIndex: context.getItemIndex(),
			description:
				'The inbox has changed meanwhile. Nothing was deleted for it; get the messages again.',
		},
	);
}
