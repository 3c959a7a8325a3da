import {ApolloClient, createHttpLink, gql, InMemoryCache, useQuery} from '@apollo/client';

const link = createHttpLink({uri: '/graphql', credentials: 'include'});
export const client = new ApolloClient({link, cache: new InMemoryCache()});
export const direct = new ApolloClient({uri: 'http://localhost:4000/graphql', cache: new InMemoryCache()});

const BOOKS = gql`{ books { id } }`;

export const useBooks = () => useQuery(BOOKS, {variables: {url: '/api/books'}});
export const reload = () => client.query({query: BOOKS});
