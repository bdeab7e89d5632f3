import { adapterContract } from '../../contracts/adapter-contract.ts';
import { openSlackStage } from '../../support/fake-slack/harness.ts';

adapterContract('Slack', openSlackStage, { hasChannels: true });
