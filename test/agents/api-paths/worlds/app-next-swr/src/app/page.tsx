import {Journal} from '@/components/journal';
import {Providers} from './providers';

export default function Page() {
	return (
		<Providers>
			<Journal id="today" />
		</Providers>
	);
}
