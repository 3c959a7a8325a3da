import {Controller, Get, Module, Post, Version, VERSION_NEUTRAL} from '@nestjs/common';

@Controller({path: 'orders', version: '2'})
class OrdersController {
  @Get()
  list() {}

  @Version(['1', '2'])
  @Get(':id')
  one() {}
}

@Controller('carts')
class CartsController {
  @Post()
  create() {}
}

@Controller({path: 'health', version: VERSION_NEUTRAL})
class HealthController {
  @Get()
  health() {}
}

@Module({controllers: [OrdersController, CartsController, HealthController]})
export class AppModule {}
