<?php
/**
 * The page "Settings → CarBot".
 *
 * @package CarBot
 */

defined( 'ABSPATH' ) || exit;

/**
 * A form by the Settings API, which checks nonce and permission.
 */
final class CarBot_Settings {

	const PAGE    = 'carbot';
	const SECTION = 'carbot_chat';

	/**
	 * Hooks into WordPress.
	 */
	public function register() {
		add_action( 'admin_menu', array( $this, 'add_page' ) );
		add_action( 'admin_init', array( $this, 'add_fields' ) );
		add_filter( 'plugin_action_links_' . plugin_basename( CARBOT_FILE ), array( $this, 'add_link' ) );
	}

	/**
	 * Adds the page to the menu.
	 */
	public function add_page() {
		add_options_page( __( 'CarBot', 'carbot' ), __( 'CarBot', 'carbot' ), 'manage_options', self::PAGE, array( $this, 'render' ) );
	}

	/**
	 * Adds the option and its fields.
	 */
	public function add_fields() {
		register_setting(
			self::PAGE,
			CarBot_Options::NAME,
			array(
				'type'              => 'array',
				'sanitize_callback' => array( 'CarBot_Options', 'sanitize' ),
				'default'           => CarBot_Options::DEFAULTS,
			)
		);
		add_settings_section( self::SECTION, '', '__return_false', self::PAGE );
		$fields = array(
			'server'        => array( 'text', __( 'Server', 'carbot' ), __( 'Address of your CarBot server, for example https://chat.example.com.', 'carbot' ) ),
			'client_key'    => array( 'text', __( 'Client key', 'carbot' ), __( 'From the CarBot dashboard, under “Client keys”.', 'carbot' ) ),
			'position'      => array( 'choice', __( 'Position', 'carbot' ), '' ),
			'primary_color' => array( 'text', __( 'Colour', 'carbot' ), __( 'For example #0f62fe. Empty: as in the CarBot dashboard, once the chat is open.', 'carbot' ) ),
			'locale'        => array( 'choice', __( 'Language', 'carbot' ), '' ),
			'label'         => array( 'text', __( 'Text of the bubble', 'carbot' ), __( 'Empty: only the icon.', 'carbot' ) ),
			'scope'         => array( 'choice', __( 'Pages', 'carbot' ), '' ),
		);
		foreach ( $fields as $name => list( $kind, $label, $help ) ) {
			$args = array(
				'name'      => $name,
				'help'      => $help,
				'label_for' => 'carbot-' . $name,
			);
			add_settings_field( 'carbot-' . $name, $label, array( $this, 'render_' . $kind ), self::PAGE, self::SECTION, $args );
		}
	}

	/**
	 * The choices of a field, by their values.
	 *
	 * @param string $name Name of the field.
	 * @return array<string, string>
	 */
	private function choices( $name ) {
		$choices = array(
			'position' => array(
				'bottom-right' => __( 'Bottom right', 'carbot' ),
				'bottom-left'  => __( 'Bottom left', 'carbot' ),
				'center'       => __( 'Bottom centre', 'carbot' ),
			),
			'locale'   => array(
				''   => __( 'Language of the page', 'carbot' ),
				'de' => __( 'German', 'carbot' ),
				'en' => __( 'English', 'carbot' ),
				'tr' => __( 'Turkish', 'carbot' ),
			),
			'scope'    => array(
				'everywhere' => __( 'Every page', 'carbot' ),
				'shortcode'  => __( 'Pages with the shortcode [carbot]', 'carbot' ),
			),
		);
		return $choices[ $name ];
	}

	/**
	 * A field for text.
	 *
	 * @param array<string, string> $args Name, help and id.
	 */
	public function render_text( $args ) {
		$options = CarBot_Options::read();
		printf(
			'<input type="text" class="regular-text code" id="%1$s" name="%2$s" value="%3$s" spellcheck="false" autocomplete="off" aria-describedby="%1$s-help">',
			esc_attr( $args['label_for'] ),
			esc_attr( CarBot_Options::NAME . '[' . $args['name'] . ']' ),
			esc_attr( $options[ $args['name'] ] )
		);
		printf( '<p class="description" id="%s-help">%s</p>', esc_attr( $args['label_for'] ), esc_html( $args['help'] ) );
	}

	/**
	 * A field with choices.
	 *
	 * @param array<string, string> $args Name, help and id.
	 */
	public function render_choice( $args ) {
		$options = CarBot_Options::read();
		printf(
			'<select id="%s" name="%s">',
			esc_attr( $args['label_for'] ),
			esc_attr( CarBot_Options::NAME . '[' . $args['name'] . ']' )
		);
		foreach ( $this->choices( $args['name'] ) as $value => $label ) {
			printf(
				'<option value="%s"%s>%s</option>',
				esc_attr( $value ),
				selected( $options[ $args['name'] ], $value, false ),
				esc_html( $label )
			);
		}
		echo '</select>';
	}

	/**
	 * The page.
	 */
	public function render() {
		if ( ! current_user_can( 'manage_options' ) ) {
			return;
		}
		echo '<div class="wrap"><h1>' . esc_html( get_admin_page_title() ) . '</h1>';
		echo '<p>' . esc_html__( 'The chat loads and stores nothing in the browsers of your visitors until they open it.', 'carbot' ) . '</p>';
		echo '<form action="options.php" method="post">';
		settings_fields( self::PAGE );
		do_settings_sections( self::PAGE );
		submit_button();
		echo '</form></div>';
	}

	/**
	 * Adds "Settings" to the plugin's line in the list of plugins.
	 *
	 * @param string[] $links Links so far.
	 * @return string[]
	 */
	public function add_link( $links ) {
		$url = admin_url( 'options-general.php?page=' . self::PAGE );
		array_unshift( $links, sprintf( '<a href="%s">%s</a>', esc_url( $url ), esc_html__( 'Settings', 'carbot' ) ) );
		return $links;
	}
}
