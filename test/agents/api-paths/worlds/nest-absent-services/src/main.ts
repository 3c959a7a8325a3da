import {Controller, Get, Module} from '@nestjs/common';
import {NestFactory} from '@nestjs/core';
import {ConfigModule} from '@nestjs/config';
import {BillingService} from '../private/billing.service';
import {schema} from '../generated/schema';

@Controller('shops')
class ShopsController {
  @Get()
  list() {}
}

@Module({imports: [ConfigModule.forRoot({validationSchema: schema})], controllers: [ShopsController], providers: [BillingService]})
class AppModule {}

NestFactory.create(AppModule).then((app) => app.listen(3000));
