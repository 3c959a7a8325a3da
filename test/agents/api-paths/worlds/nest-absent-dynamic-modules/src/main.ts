import {Controller, Get, Module} from '@nestjs/common';
import {NestFactory} from '@nestjs/core';
import {BillingModule} from '../private/billing.module';

@Controller('shops')
class ShopsController {
  @Get()
  list() {}
}

const extras = [BillingModule.forRoot({currency: 'EUR'})];

@Module({controllers: [ShopsController]})
class ShopsModule {}

@Module({imports: [ShopsModule, ...extras]})
class AppModule {}

NestFactory.create(AppModule).then((app) => app.listen(3000));
