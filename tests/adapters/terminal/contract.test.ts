import { adapterContract } from '../../contracts/adapter-contract.ts';
import { openTerminalStage } from '../../support/fake-terminal/harness.ts';

adapterContract('the terminal', openTerminalStage, { hasChannels: false });
