import {createApi, fetchBaseQuery} from '@reduxjs/toolkit/query/react';

interface Post {
	id: number;
	title: string;
}

export const api = createApi({
	reducerPath: 'api',
	baseQuery: fetchBaseQuery({
		baseUrl: '/api/',
		prepareHeaders: (headers) => headers,
	}),
	tagTypes: ['Post'],
	endpoints: (builder) => ({
		getPosts: builder.query<Post[], void>({query: () => 'posts', providesTags: ['Post']}),
		getPost: builder.query<Post, number>({query: (id) => `/posts/${id}`}),
		searchPosts: builder.query<Post[], {term: string}>({query: ({term}) => ({url: 'posts', params: {term}})}),
		addPost: builder.mutation<Post, Partial<Post>>({
			query: (body) => ({url: 'posts', method: 'POST', body}),
			invalidatesTags: ['Post'],
		}),
		updatePost: builder.mutation<Post, Pick<Post, 'id'> & Partial<Post>>({
			query({id, ...body}) {
				return {url: `posts/${id}`, method: 'PUT', body};
			},
		}),
		deletePost: builder.mutation<void, number>({
			query: (id) => ({url: `posts/${id}`, method: 'DELETE'}),
		}),
	}),
});

export const {useGetPostsQuery, useAddPostMutation} = api;
