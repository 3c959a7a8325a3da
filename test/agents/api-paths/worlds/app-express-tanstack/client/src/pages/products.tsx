import {useMutation, useQuery, useQueryClient} from '@tanstack/react-query';
import type {Product} from '@shared/schema';
import {paths} from '@shared/paths';
import {useResource} from '@/hooks/use-resource';
import {apiRequest} from '@/lib/query-client';

export default function Products() {
	const client = useQueryClient();
	const {data: products = []} = useQuery<Product[]>({queryKey: [paths.products]});
	const {data: featured} = useResource<Product[]>('products/featured');
	const {data: offers} = useResource<Product[]>('offers', {staleTime: 1000});
	const cart = useQuery({queryKey: [paths.cart, {expand: true}]});
	const remove = useMutation({
		mutationFn: (product: Product) => apiRequest('DELETE', `${paths.products}/${product.id}`),
		onSuccess: () => client.invalidateQueries({queryKey: ['/api/products']}),
	});
	const put = useMutation({
		mutationFn: (product: Product) => apiRequest(paths.cart, 'PUT', {product: product.id}),
	});
	return (
		<ul>
			{products.map((product) => (
				<li key={product.id} onClick={() => put.mutate(product)} onDoubleClick={() => remove.mutate(product)}>
					{product.name} {featured?.length} {offers?.length} {String(cart.data)}
				</li>
			))}
		</ul>
	);
}
