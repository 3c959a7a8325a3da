import {expect, test} from 'vitest';
import {systemClock} from '../../source/basics/clock.ts';
import {memoryStore} from '../../source/store/memory-store.ts';
import {openStore} from '../../source/store/open-store.ts';
import {testStoreContract} from './store-contract.ts';

testStoreContract('the memory store', () => memoryStore({clock: systemClock}));

test('a store without a file says that it is in memory', () => {
	const store = openStore({clock: systemClock});
	expect(store.state()).toEqual({kind: 'memory'});
	store.close();
});
