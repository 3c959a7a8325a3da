import {Controller, Get, MiddlewareConsumer, Module, NestModule, RequestMethod} from '@nestjs/common';
import {Args, Query, Resolver} from '@nestjs/graphql';
import {MessagePattern} from '@nestjs/microservices';
import {SubscribeMessage, WebSocketGateway} from '@nestjs/websockets';

class LogMiddleware {
  use(_request: unknown, _response: unknown, next: () => void) {
    next();
  }
}

@WebSocketGateway({path: '/chat'})
class ChatGateway {
  @SubscribeMessage('say')
  say() {}
}

@Resolver('Book')
class BooksResolver {
  @Query('books')
  books(@Args('id') id: string) {
    return id;
  }
}

@Controller('books')
class BooksController {
  private readonly cache = new Map<string, string>();

  @MessagePattern('books.list')
  onList() {}

  @Get()
  list() {
    return this.cache.get('/books/popular');
  }
}

@Module({controllers: [BooksController], providers: [ChatGateway, BooksResolver]})
export class AppModule implements NestModule {
  configure(consumer: MiddlewareConsumer) {
    consumer.apply(LogMiddleware).exclude('health').forRoutes({path: 'shelves', method: RequestMethod.GET}, 'loans');
  }
}
