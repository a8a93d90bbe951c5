internal import Domain

extension CommonWords {
    /// Common words of Spanish, as they are typed without accents.
    static let spanish = """
        abajo abeja abierto abogado abrazo abril abrir abuelo acabar accion aceite acero acuerdo adelante ademas agosto agua aguila ahora
        aire ajedrez alcalde aldea alegre alegria aleman algo alguien alguna alli alma almohada altavoz alto amable amanecer amante amar
        amarillo amigas amigos amistad amores ancho andar angelito anillo animales anos antes antiguo apellido aprender aqui arana arbol
        arma armas arriba arroz arte artista asesino asesor atras autobus ayer ayuda ayudar azucar bailar bailarina baile bajo balon banco
        bandera banera barato barba barco barrio bastante batalla beber belleza bello besito beso besos biblioteca bicicleta bienvenido
        blanca boda bola bolsa bolsillo borracho bosque bota botella brazo brillo bruja buena buenas buenos burro buscar caballero caballo
        cabello cabeza cabron cada cadena caer caja calabaza caliente calle calma calor cama camara camarero cambiar cambio camino camisa
        campana campeon campo cancion candado cangrejo cantante cantar capitan cara caracol caramelo cargo carne carnicero caro carrera
        carreta carretera carro carta cartera casado casas castillo catedral causa cebolla cena centro cerca cerdo cerebro cereza cerrado
        cerrar cerveza chica chicas chico chicos ciencia ciento cierto cine ciudad claro clase cliente cobre coche cocina cocinar
        cocodrilo codigo cojones cola colegio collar colores comer comida como companero comprar computadora concierto conejo conmigo
        conocer contento contigo contra corazones cordero corona correo correr corto cosa cosas costa creer cristal crudo cruz cuaderno
        cuadro cual cuando cuanto cuarenta cuarto cuchara cuchillo cuello cuento cuerda cuerpo cueva cuidado culo cumpleanos dama danza
        deber debil decir dedo dejar delante delfin demonio dentro deporte derecha derecho desayuno desde deseo desierto despacio despues
        destino detras diamante dias dibujo diciembre diente dificil dinero diosa dolor domingo donde dragones dueno dulce dulces duro
        edad edificio ejercito elefante ellos empezar empresa encima enemigo enero enfermo entender entonces entrada entrar equipo
        escalera escoba escorpion escribir esmeralda espacio espada espalda espanol espejo esperanza esperar espiritu estado estar este
        estrellas estudiante estudiar eterno europa examen exito facil falda falso famoso fantasma febrero felicidad feliz fiesta flaca
        flaco flauta flores foca fondo fortuna foto frase frente fresa frijol frio frontera fruta fuego fuente fuera fuerte fumar futuro
        gafas galleta gallina gallo gana ganar garganta gastar gatito gatos gente gigante girasol gitana globo gobierno gordita gordo gota
        grabar grandes granja gratis gritar grito grupo guante guapa guapo guerra guerrero guisante guitarra gustar gusto haber hablar
        hacer hacha hacia hambre harina hasta helado hermanos heroe hielo hierba hierro hijos historia hogar hoja hombre hombres hombro
        hora horas hormiga hueso huevo huevos humano humo idioma iglesia igual iguana imagen imposible infierno ingles invierno isla jabon
        jamas jamon jefe jirafa joven jovenes joya juego juegos jueves jugador jugar jugo juguete junio juntos justicia labio lado ladron
        lagarto lago lagrima lapiz largo lata leche lechuga lejos lengua lento leona leones letra levantar libro libros limon limpio lindo
        linea lista listo llamar llave llegar lleno llevar llorar lluvia lobo lobos loca loco locura loro lucha luego lugar lunares lunes
        madera maestro magia maiz mala malo manana mandar mandarina manera mano manos manta manteca manzana mapa maquina maravilla
        marinero mariposa mariposas martes marzo matar mayo mayor medianoche medicina medico medio mejor melocoton memoria menor menos
        mensaje mentira mercado mesa meta miedo miembro mientras miercoles mierda miles minuto mirada mirar misa misma mismo mochila moda
        mojado molino momento moneda mono monstruo morado moreno morir mosca muchacha muchacho mucho muerte muerto mujer mujeres muneca
        muro musico nacer nada nadar nadie naranja nariz natural nave navidad necesito negra nene nieve ninas ninguno ninos noches norte
        noticia novela noventa noviembre nube nubes nuestra nuestro nueva nuevo numero obra obrero octubre odio oeste oficina oido ojala
        ojos olvidar ordenador oreja oscuridad oscuro osito otono otra otro oveja padres pagar pagina pais pajaro pajaros palabra palacio
        panadero pantalla papel paquete paraguas paraiso pared pareja parque parte partido pasado pasar paseo pasion paso pastel pata
        patata patio pato pavo payaso pecado pecho pedir pelea pelicula peligro pelo pena pendejo pensar peor pepino pequena pequeno pera
        perder perdido perdon perla pero perra perrito perros persona pescado piedra piel pierna pies pimienta pingu pino pintar pintura
        pirata piscina piso pistola pizarra plata platano plato playa plaza pluma pobre poco poder poema policia politica pollo polvo
        poner porque posible precio pregunta premio presente presidente prima primavera primera primero primo principe prisa problema
        pronto propio prueba pueblo puente puerta puerto pulga pulpo punto puta puto quedar querer querido queso quien quiero quince rabia
        raiz rama rana rapido raton rayo razon recuerdo regalo regla reina reino reir reloj remolacha respuesta reyes rico rincon risa
        ritmo rodilla roja romper ropa rosado roto rubia ruido sabado saber sabor sacar salida salir salon saltar salud salvaje sandia
        sangre santo sapo sardina secreto seguir segundo seguro selva semana semilla senor senora septiembre serio serpiente servicio
        sesenta siglo silencio silla sirena sobre soldado soledad sombra sombrero sonar sonido sonreir sonrisa sopa sordo suave subir
        sucio suelo sueno suenos suerte sufrir susurro taller tambien tambor tarde tarea tarjeta taza teatro techo tela telefono temor
        temprano tener tenis tiburon tiempo tienda tierra tijera tinta titulo toalla toda todo todos tomar tonta tonto toro torre tortuga
        trabajar trabajo traer tranquilo tren triunfo trueno unico universo urgente usar usuario uvas vaca vacaciones valiente valle valor
        vampiro vaquero vecino veinte vela veloz vender venganza ventana verano verdad verdura vestido viajar viaje viejo viento viernes
        virgen visita vivir vivo volar voluntad volver vuelo vuelta zanahoria zapato zapatos
        """
}
