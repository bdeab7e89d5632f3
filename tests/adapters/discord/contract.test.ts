import { adapterContract } from '../../contracts/adapter-contract.ts';
import { openDiscordStage } from '../../support/fake-discord/harness.ts';

adapterContract('Discord', openDiscordStage, { hasChannels: true });
