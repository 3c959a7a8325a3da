import type {OpenAPIHono, RouteConfig, RouteHandler} from '@hono/zod-openapi';

export interface AppBindings {
	Variables: {requestId: string};
}
export type AppOpenAPI = OpenAPIHono<AppBindings>;
export type AppRouteHandler<R extends RouteConfig> = RouteHandler<R, AppBindings>;
