import {QueryClientProvider} from '@tanstack/react-query';
import {createRoot} from 'react-dom/client';
import App from '@/App';
import {queryClient} from '@/lib/query-client';

createRoot(document.getElementById('root')!).render(
	<QueryClientProvider client={queryClient}>
		<App />
	</QueryClientProvider>,
);
